//! Dates in the markup: a year, a month or a day.

/// Range of days of a date, counted from a fixed day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first of them.
    pub first: i64,
    /// Last day.
    pub last: i64,
    /// Year.
    pub year: i64,
    /// Month from 1, if given.
    pub month: Option<u32>,
}

/// Parses `2025`, `2025-03` or `2025-03-01`; ignores a time of day after a day.
pub fn read(text: &str) -> Option<Days> {
    let date = text.trim().split(['T', ' ']).next()?;
    let mut parts = date.split('-');
    let year: i64 = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|part| number(part, 2).filter(|day| (1..=31).contains(day)));
    if parts.next().is_some() {
        return None;
    }
    let (first, last) = match (month, day) {
        (None, _) => (days(year, 1, 1), days(year + 1, 1, 1) - 1),
        (Some(month), None) => (days(year, month?, 1), days(year, month? + 1, 1) - 1),
        (Some(month), Some(day)) => (days(year, month?, day?), days(year, month?, day?)),
    };
    let month = month.flatten().and_then(|month| u32::try_from(month).ok());
    Some(Days { first, last, year, month })
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Number of days since the first of March of the year 0; month 13 is the first of the next year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Counting from March, a year ends with the leap day.
    let (year, month) = (year + (month - 3).div_euclid(12), (month - 3).rem_euclid(12));
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn years_months_and_days_are_read() {
        for (text, length) in [
            ("2024", 366),
            ("1900", 365),
            ("2000-02", 29),
            ("2023-02", 28),
            ("2023-12", 31),
            ("2023-12-31", 1),
            (" 2023-12-31T10:00:00Z ", 1),
        ] {
            let days = read(text);
            assert_eq!(days.map(|days| days.last - days.first + 1), Some(length), "{text}");
        }
        let apart = |a, b| read(b).zip(read(a)).map(|(b, a)| b.first - a.last);
        assert_eq!(apart("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(apart("2023-12-31", "2024"), Some(1));
        assert_eq!(apart("1999-12", "2000-01"), Some(1));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in
            ["", "soon", "24", "2024-13", "2024-1", "2024-00", "12 March 2024", "2024-01-01-01", "+024"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
