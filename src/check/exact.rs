//! Exact rationals and intervals. What grows past 18 digits is silent: nobody states it.

use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Bound of numerator and denominator: cross products stay below `i128::MAX`.
const LIMIT: i128 = 1_000_000_000_000_000_000;

/// A rational number, reduced, with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Exact {
    n: i128,
    d: i128,
}

impl Exact {
    /// `n / d`; none when `d` is zero or either is out of bounds.
    pub(super) fn new(n: i128, d: i128) -> Option<Self> {
        if d == 0 {
            return None;
        }
        let sign = if d < 0 { -1 } else { 1 };
        let (n, d) = (sign * n, sign * d);
        // Whole numbers are reduced as they are; the division of others is the dear part.
        let g = if d == 1 { 1 } else { gcd(n.unsigned_abs(), d.unsigned_abs()) as i128 };
        let (n, d) = if g > 1 { (n / g, d / g) } else { (n, d) };
        (n.abs() <= LIMIT && d <= LIMIT).then_some(Self { n, d })
    }

    /// A small whole number.
    pub(super) fn int(n: i32) -> Self {
        Self { n: n as i128, d: 1 }
    }

    /// A decimal as it is.
    pub(super) fn decimal(d: Decimal) -> Option<Self> {
        let d = d.normalize();
        (d.scale() <= 18).then_some(())?;
        Self::new(d.mantissa(), 10_i128.pow(d.scale()))
    }

    pub(super) fn add(self, o: Self) -> Option<Self> {
        Self::new(self.n * o.d + o.n * self.d, self.d * o.d)
    }

    pub(super) fn sub(self, o: Self) -> Option<Self> {
        Self::new(self.n * o.d - o.n * self.d, self.d * o.d)
    }

    pub(super) fn mul(self, o: Self) -> Option<Self> {
        Self::new(self.n * o.n, self.d * o.d)
    }

    pub(super) fn div(self, o: Self) -> Option<Self> {
        Self::new(self.n * o.d, self.d * o.n)
    }

    pub(super) fn abs(self) -> Self {
        Self { n: self.n.abs(), d: self.d }
    }

    pub(super) fn is_positive(self) -> bool {
        self.n > 0
    }

    pub(super) fn is_negative(self) -> bool {
        self.n < 0
    }

    pub(super) fn is_whole(self) -> bool {
        self.d == 1
    }

    /// As a decimal with at most `places` places, rounded half away from zero, without zeros at its end.
    pub(super) fn print(self, places: u32) -> String {
        let scale = 10_i128.pow(places.min(6));
        let whole = (self.n.abs() * scale * 2 + self.d) / (self.d * 2);
        let sign = if self.n < 0 && whole > 0 { "-" } else { "" };
        let mut out = format!("{sign}{}", whole / scale);
        if whole % scale > 0 {
            let digits = format!("{:0width$}", whole % scale, width = places.min(6) as usize);
            out.push('.');
            out.push_str(digits.trim_end_matches('0'));
        }
        out
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.n * other.d).cmp(&(other.n * self.d))
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        // Nearly all fit a register, which is divided in one step.
        if let (Ok(mut x), Ok(mut y)) = (u64::try_from(a), u64::try_from(b)) {
            while y > 0 {
                (x, y) = (y, x % y);
            }
            return u128::from(x);
        }
        (a, b) = (b, a % b);
    }
    a
}

/// What a stated number may be: its point, and everything that would be printed like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) lo: Exact,
    pub(super) hi: Exact,
    /// The number as it is stated.
    pub(super) point: Exact,
    /// One unit in its last stated place.
    pub(super) step: Exact,
}

impl Range {
    /// A number that is known exactly.
    pub(super) fn exact(point: Exact) -> Self {
        Self { lo: point, hi: point, point, step: Exact::int(1) }
    }

    /// Both ends through `f`, which must be monotonic.
    pub(super) fn map(self, f: impl Fn(Exact) -> Option<Exact>) -> Option<Self> {
        let (a, b) = (f(self.lo)?, f(self.hi)?);
        Some(Self { lo: a.min(b), hi: a.max(b), point: f(self.point)?, step: self.step })
    }

    pub(super) fn add(self, o: Self) -> Option<Self> {
        Some(Self { lo: self.lo.add(o.lo)?, hi: self.hi.add(o.hi)?, point: self.point.add(o.point)?, step: self.step })
    }

    pub(super) fn sub(self, o: Self) -> Option<Self> {
        Some(Self { lo: self.lo.sub(o.hi)?, hi: self.hi.sub(o.lo)?, point: self.point.sub(o.point)?, step: self.step })
    }

    /// Product of numbers that are not negative.
    pub(super) fn mul(self, o: Self) -> Option<Self> {
        (!self.lo.is_negative() && !o.lo.is_negative()).then_some(())?;
        Some(Self { lo: self.lo.mul(o.lo)?, hi: self.hi.mul(o.hi)?, point: self.point.mul(o.point)?, step: self.step })
    }

    /// Quotient of a number that is not negative and a positive one.
    pub(super) fn div(self, o: Self) -> Option<Self> {
        (!self.lo.is_negative() && o.lo.is_positive()).then_some(())?;
        Some(Self { lo: self.lo.div(o.hi)?, hi: self.hi.div(o.lo)?, point: self.point.div(o.point)?, step: self.step })
    }

    /// Distance to another range; zero when they touch.
    pub(super) fn gap(self, o: Self) -> Option<Exact> {
        if self.hi < o.lo {
            o.lo.sub(self.hi)
        } else if o.hi < self.lo {
            self.lo.sub(o.hi)
        } else {
            Some(Exact::int(0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_arithmetic() {
        let third = Exact::new(1, 3).expect("small");
        assert_eq!(third.add(third).and_then(|x| x.add(third)), Some(Exact::int(1)));
        assert_eq!(Exact::int(1).div(Exact::int(0)), None);
        assert_eq!(Exact::new(LIMIT, 1).and_then(|x| x.mul(Exact::int(10))), None);
        assert_eq!(third.print(2), "0.33");
        assert_eq!(Exact::new(-7, 2).map(|x| x.print(2)).as_deref(), Some("-3.5"));
        assert_eq!(Exact::int(20).print(2), "20");
    }
}
