//! Writing the filter of a list into an address.

/// `&name=value`, with everything escaped that is not a letter, digit or one of `-._~`.
pub(super) fn append(address: &mut String, name: &str, value: &str) {
    let mark = if address.contains('?') { '&' } else { '?' };
    address.push(mark);
    address.extend([name, "="]);
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_travels_in_an_address() {
        let mut address = "/conversations".to_owned();
        append(&mut address, "tab", "all");
        append(&mut address, "find", "Ana Ž&x=\"");
        assert_eq!(
            address,
            "/conversations?tab=all&find=Ana%20%C5%BD%26x%3D%22"
        );
    }
}
