//! Input in UTF-16, as some programs export tables and logs, read as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

/// Bytes that are decoded at once.
const PIECE: usize = 16 * 1024;

/// An input that is decoded where its mark says UTF-16; any other comes as it is.
pub struct Unicode<R> {
    input: R,
    decoder: Option<Decoder>,
    begun: bool,
    decoded: Vec<u8>,
    taken: usize,
}

impl<R: BufRead> Unicode<R> {
    pub fn of(input: R) -> Unicode<R> {
        Unicode { input, decoder: None, begun: false, decoded: Vec::new(), taken: 0 }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            let marked = Encoding::for_bom(self.input.fill_buf()?).map(|(encoding, _)| encoding);
            let wide = marked.filter(|encoding| *encoding != encoding_rs::UTF_8);
            self.decoder = wide.map(Encoding::new_decoder_with_bom_removal);
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Unicode<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.begin()?;
        let Some(decoder) = &mut self.decoder else { return self.input.read(into) };
        while self.taken == self.decoded.len() {
            let piece = self.input.fill_buf()?;
            let (last, source) = (piece.is_empty(), &piece[..piece.len().min(PIECE)]);
            self.decoded.resize(PIECE * 4, 0);
            let (_, read, written, _) = decoder.decode_to_utf8(source, &mut self.decoded, last);
            self.decoded.truncate(written);
            self.taken = 0;
            self.input.consume(read);
            if last && written == 0 {
                return Ok(0);
            }
        }
        let rest = &self.decoded[self.taken..];
        let length = rest.len().min(into.len());
        into[..length].copy_from_slice(&rest[..length]);
        self.taken += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut text = String::new();
        // A small buffer cuts letters in two.
        let input = io::BufReader::with_capacity(3, bytes);
        Unicode::of(input).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn marked_text_is_decoded() {
        let text = "é \u{1F600} see\n".repeat(3000);
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
        };
        assert_eq!(read(&wide(u16::to_le_bytes)), text);
        assert_eq!(read(&wide(u16::to_be_bytes)), text);
        assert_eq!(read(text.as_bytes()), text);
        assert_eq!(read(b""), "");
    }
}
