//! Exact decimals while they are read: what does not fit is refused, never rounded.

use rust_decimal::Decimal;

/// `mantissa / 10^scale`. It is copied a lot: its 96 bits, scale and sign stand in sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    low: u64,
    high: u32,
    scale: u16,
    /// Never of zero, so that equal numbers of equal scale are equal.
    is_negative: bool,
}

/// Largest mantissa of a `Decimal`.
const MANTISSA_MAX: i128 = (1 << 96) - 1;
/// Most places behind the point of a `Decimal`.
const SCALE_MAX: u32 = 28;

impl Exact {
    pub(crate) const ZERO: Self = Self { low: 0, high: 0, scale: 0, is_negative: false };

    pub(crate) fn int(n: i64) -> Self {
        Self { low: n.unsigned_abs(), high: 0, scale: 0, is_negative: n < 0 }
    }

    /// The mantissa where it is so short that no figure more and no scale word makes it too long; nearly all are.
    fn small(self) -> Option<i64> {
        let short = self.high == 0 && self.low < 1 << 56;
        short.then_some(if self.is_negative { -(self.low as i64) } else { self.low as i64 })
    }

    /// A mantissa of one machine word and its places behind the point.
    pub(super) fn of_small(mantissa: i64, scale: u32) -> Self {
        Self { scale: scale as u16, ..Self::int(mantissa) }
    }

    fn mantissa(self) -> i128 {
        let size = i128::from(self.high) << 64 | i128::from(self.low);
        if self.is_negative { -size } else { size }
    }

    fn scale(self) -> u32 {
        u32::from(self.scale)
    }

    fn checked(mantissa: i128, scale: u32) -> Option<Self> {
        let size = mantissa.unsigned_abs();
        (mantissa.abs() <= MANTISSA_MAX && scale <= SCALE_MAX).then_some(Self {
            low: size as u64,
            high: (size >> 64) as u32,
            scale: scale as u16,
            is_negative: mantissa < 0,
        })
    }

    /// Behind the digits read so far, one more.
    pub(crate) fn push(self, digit: u8, is_fraction: bool) -> Option<Self> {
        let scale = self.scale() + u32::from(is_fraction);
        // Nearly all numbers have few figures: they cannot overflow.
        if let Some(small) = self.small()
            && scale <= SCALE_MAX
        {
            return Some(Self::of_small(small * 10 + i64::from(digit), scale));
        }
        Self::checked(self.mantissa().checked_mul(10)?.checked_add(digit as i128)?, scale)
    }

    /// Times a power of ten.
    pub(crate) fn shift(self, power: i32) -> Option<Self> {
        if power < 0 {
            return Self::checked(self.mantissa(), self.scale().checked_add(power.unsigned_abs())?);
        }
        let raise = (power.unsigned_abs().min(64)).saturating_sub(self.scale());
        let scale = self.scale().saturating_sub(power.unsigned_abs());
        if let Some(raised) = self.small().and_then(|m| m.checked_mul(10_i64.checked_pow(raise)?)) {
            return Some(Self::of_small(raised, scale));
        }
        let mut mantissa = self.mantissa();
        for _ in 0..raise {
            mantissa = Self::checked(mantissa.checked_mul(10)?, 0)?.mantissa();
        }
        Self::checked(mantissa, scale)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if self.is_zero() {
            return Some(other);
        }
        if other.is_zero() {
            return Some(self);
        }
        if let (Some(a), Some(b), true) = (self.small(), other.small(), self.scale == other.scale) {
            return Some(Self::of_small(a + b, self.scale()));
        }
        let scale = self.scale().max(other.scale());
        let raise = |e: Self| e.mantissa().checked_mul(10_i128.checked_pow(scale - e.scale())?);
        Self::checked(raise(self)?.checked_add(raise(other)?)?, scale)
    }

    pub(crate) fn times(self, n: i64) -> Option<Self> {
        Self::checked(self.mantissa().checked_mul(n as i128)?, self.scale())
    }

    pub(crate) fn negated(self) -> Self {
        Self { is_negative: !self.is_negative && !self.is_zero(), ..self }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.low == 0 && self.high == 0
    }

    /// The whole number, when it is one.
    pub(crate) fn whole(self) -> Option<i64> {
        if let (Some(small), 0..=18) = (self.small(), self.scale()) {
            if self.scale == 0 {
                return Some(small);
            }
            let d = 10_i64.pow(self.scale());
            return (small % d == 0).then_some(small / d);
        }
        let d = 10_i128.checked_pow(self.scale())?;
        let mantissa = self.mantissa();
        (mantissa % d == 0).then(|| i64::try_from(mantissa / d).ok()).flatten()
    }

    pub(crate) fn decimal(self) -> Option<Decimal> {
        if let Some(mut small) = self.small() {
            let mut scale = if small == 0 { 0 } else { self.scale() };
            while scale > 0 && small % 10 == 0 {
                (small, scale) = (small / 10, scale - 1);
            }
            return Decimal::try_new(small, scale).ok();
        }
        Decimal::try_from_i128_with_scale(self.mantissa(), self.scale()).ok().map(|d| d.normalize())
    }

    /// Ten to the place of the last figure that is not zero: 100 of 1200.
    pub(crate) fn step(self) -> Option<Self> {
        if self.is_zero() {
            return None;
        }
        let mut power = -(self.scale() as i32);
        if let Some(mut m) = self.small() {
            while m % 10 == 0 {
                (m, power) = (m / 10, power + 1);
            }
        } else {
            let mut m = self.mantissa();
            while m % 10 == 0 {
                (m, power) = (m / 10, power + 1);
            }
        }
        Self::int(1).shift(power)
    }

    pub(crate) fn less(self, other: Self) -> bool {
        if self.scale == other.scale {
            return self.mantissa() < other.mantissa();
        }
        self.decimal() < other.decimal()
    }
}
