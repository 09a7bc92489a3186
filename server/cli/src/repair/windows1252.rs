//! The characters of windows-1252.

/// Characters of the bytes from 0x80 to 0x9f; those without one are taken for control characters, as on the web.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Byte of a character beyond ASCII. A control character is its own byte, as in ISO-8859-1.
pub(super) fn byte_of(c: char) -> Option<u8> {
    match u8::try_from(c) {
        Ok(byte @ 0x80..) => Some(byte),
        Ok(_) => None,
        Err(_) => (0x80..).zip(HIGH).find(|(_, high)| *high == c).map(|(byte, _)| byte),
    }
}

/// Character that a control character stands for in web pages that mistake windows-1252 for Unicode.
pub(super) fn of_control(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0x80)?;
    HIGH.get(index as usize).copied()
}
