//! A QR code as a picture that prints: one path, black on white.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;

/// A code ready to be drawn: `<svg viewBox="{{ view }}"><path d="{{ path }}"/></svg>`.
#[derive(Debug, Clone, Serialize)]
pub struct Qr {
    /// With the quiet zone of four modules round it that ISO/IEC 18004 asks for.
    pub view: String,
    pub path: String,
}

/// The code of an address; `None` for one that is too long.
pub fn qr(address: &str) -> Option<Qr> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
            }
            x += run.max(1);
        }
    }
    Some(Qr { view: format!("-4 -4 {} {}", size + 8, size + 8), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_its_three_corners() {
        let code = qr("https://runbooks.example/t/CRM-S/#9C41E7D206AF3B58").unwrap();
        assert!(code.path.starts_with("M0 0h7v1h-7z"), "{}", code.path);
        let size: i32 = code.view.rsplit(' ').next().unwrap().parse().unwrap();
        assert_eq!((size - 8 - 17) % 4, 0);
        assert!(qr(&"x".repeat(5000)).is_none());
    }
}
