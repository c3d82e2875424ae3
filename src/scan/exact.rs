//! Exact decimals while they are read: what does not fit is refused, never rounded.

use rust_decimal::Decimal;

/// `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    mantissa: i128,
    scale: u32,
}

/// Largest mantissa of a `Decimal`.
const MANTISSA_MAX: i128 = (1 << 96) - 1;
/// Most places behind the point of a `Decimal`.
const SCALE_MAX: u32 = 28;

impl Exact {
    pub(crate) const ZERO: Self = Self { mantissa: 0, scale: 0 };

    pub(crate) fn int(n: i64) -> Self {
        Self { mantissa: n as i128, scale: 0 }
    }

    fn checked(mantissa: i128, scale: u32) -> Option<Self> {
        (mantissa.abs() <= MANTISSA_MAX && scale <= SCALE_MAX).then_some(Self { mantissa, scale })
    }

    /// Behind the digits read so far, one more.
    pub(crate) fn push(self, digit: u8, is_fraction: bool) -> Option<Self> {
        let scale = self.scale + u32::from(is_fraction);
        // Nearly all numbers have few figures: they cannot overflow.
        if let Ok(small) = u32::try_from(self.mantissa)
            && scale <= SCALE_MAX
        {
            return Some(Self { mantissa: i128::from(u64::from(small) * 10 + u64::from(digit)), scale });
        }
        Self::checked(self.mantissa.checked_mul(10)?.checked_add(digit as i128)?, scale)
    }

    /// Times a power of ten.
    pub(crate) fn shift(self, power: i32) -> Option<Self> {
        if power < 0 {
            return Self::checked(self.mantissa, self.scale.checked_add(power.unsigned_abs())?);
        }
        let mut out = self;
        for _ in 0..power.min(64) {
            if out.scale > 0 {
                out.scale -= 1;
            } else {
                out = Self::checked(out.mantissa.checked_mul(10)?, 0)?;
            }
        }
        Some(out)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if self.mantissa == 0 {
            return Some(other);
        }
        if other.mantissa == 0 {
            return Some(self);
        }
        if self.scale == other.scale {
            return Self::checked(self.mantissa.checked_add(other.mantissa)?, self.scale);
        }
        let scale = self.scale.max(other.scale);
        let raise = |e: Self| e.mantissa.checked_mul(10_i128.checked_pow(scale - e.scale)?);
        Self::checked(raise(self)?.checked_add(raise(other)?)?, scale)
    }

    pub(crate) fn times(self, n: i64) -> Option<Self> {
        Self::checked(self.mantissa.checked_mul(n as i128)?, self.scale)
    }

    pub(crate) fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// The whole number, when it is one.
    pub(crate) fn whole(self) -> Option<i64> {
        let d = 10_i128.checked_pow(self.scale)?;
        (self.mantissa % d == 0).then(|| i64::try_from(self.mantissa / d).ok()).flatten()
    }

    pub(crate) fn decimal(self) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.mantissa, self.scale).ok().map(|d| d.normalize())
    }

    /// Ten to the place of the last figure that is not zero: 100 of 1200.
    pub(crate) fn step(self) -> Option<Self> {
        if self.mantissa == 0 {
            return None;
        }
        let (mut m, mut power) = (self.mantissa, -(self.scale as i32));
        while m % 10 == 0 {
            m /= 10;
            power += 1;
        }
        Self::int(1).shift(power)
    }

    pub(crate) fn less(self, other: Self) -> bool {
        self.decimal() < other.decimal()
    }
}
