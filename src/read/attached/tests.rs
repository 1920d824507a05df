use std::path::Path;

use super::picture::{Fault, Format, measure};
use super::*;
use crate::read::Memory;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    bytes.extend(b"\x08\x06\0\0\0\0\0\0\0\0\0\0\x02IDATxx\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
    bytes
}

/// With a small picture in front, as cameras put it, lying on its side by `turn`.
fn jpeg(width: u16, height: u16, turn: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([turn, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xd9]);
    let mut bytes = b"\xff\xd8\xff\xe1".to_vec();
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(exif);
    bytes.extend(b"\xff\xc0\0\x0b\x08");
    bytes.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    bytes.extend(b"\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0?\0\x12\x34\xff\0\x56\xff\xd9");
    bytes
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    [b"GIF89a".as_slice(), &width.to_le_bytes(), &height.to_le_bytes(), b"\0\0\0;"].concat()
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let body = [b"WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec(), side(width), side(height)].concat();
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

fn avif(width: u32, height: u32) -> Vec<u8> {
    let of = |kind: &[u8], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes(), kind, body].concat();
    let ispe = of(b"ispe", &[[0; 4], width.to_be_bytes(), height.to_be_bytes()].concat());
    let meta = of(b"meta", &[vec![0; 4], of(b"iprp", &of(b"ipco", &ispe))].concat());
    [of(b"ftyp", b"avif\0\0\0\0avifmif1"), meta, of(b"mdat", b"points")].concat()
}

/// What is said of a file of this name with these bytes: its code, and the words behind its name.
fn said(name: &str, bytes: &[u8]) -> String {
    let folder = Memory::default().with(name, bytes);
    match look(&folder, &Allowed::default(), name) {
        Ok((facts, _)) => format!("{:?}", facts.size),
        Err(found) => format!("{} {}", found.code, found.message.replace(&format!("`{name}` "), "")),
    }
}

#[test]
fn pictures_are_measured_by_their_heads() {
    assert_eq!(said("a.png", &png(640, 480)), "Some((640, 480))");
    assert_eq!(said("a.JPG", &jpeg(640, 480, 1)), "Some((640, 480))");
    assert_eq!(said("a.jpeg", &jpeg(640, 480, 6)), "Some((480, 640))", "lying on its side");
    assert_eq!(said("a.gif", &gif(640, 480)), "Some((640, 480))");
    assert_eq!(said("a.webp", &webp(640, 480)), "Some((640, 480))");
    assert_eq!(said("a.avif", &avif(640, 480)), "Some((640, 480))");
    assert_eq!(
        said("a.png", &png(10_000, 5_001)),
        "asset-too-large has 10000 by 5001 points; the limit is 50 million in all"
    );
    assert_eq!(said("a.png", &png(10_000, 5_000)), "Some((10000, 5000))");
}

#[test]
fn what_is_cut_off_has_no_end() {
    let whole = [
        (Format::Png, png(9, 9)),
        (Format::Jpeg, jpeg(9, 9, 1)),
        (Format::Gif, gif(9, 9)),
        (Format::Webp, webp(9, 9)),
        (Format::Avif, avif(9, 9)),
    ];
    for (format, bytes) in whole {
        assert_eq!(measure(format, &bytes), Ok((9, 9)), "{format:?}");
        // The check sum behind the last chunk of a PNG says nothing that anybody looks at.
        for end in 1..bytes.len() {
            assert!(measure(format, &bytes[..end]).is_err(), "{format:?} up to {end}");
        }
        for other in [Format::Png, Format::Jpeg, Format::Gif, Format::Webp, Format::Avif] {
            assert_eq!(
                measure(other, &bytes) == Err(Fault::Another),
                other != format,
                "{other:?} {format:?}"
            );
        }
    }
}

#[test]
fn bytes_are_what_the_ending_says() {
    assert_eq!(said("a.png", &gif(1, 1)), "asset-damaged holds a GIF picture, not a PNG picture");
    assert_eq!(said("a.pdf", b"MZ"), "asset-damaged holds a program, not a PDF");
    assert_eq!(said("a.docx", b"words"), "asset-damaged is not a document or archive of that kind");
    assert_eq!(said("a.zip", b"PK\x05\x06"), "None");
    assert_eq!(said("a.csv", b"a,\0"), "asset-damaged is not text");
    assert_eq!(said("a.csv", b"\xff\xfea\0,\0b\0"), "None", "as a spreadsheet writes it");
    assert_eq!(said("a.txt", b"caf\xe9"), "None");
    assert_eq!(said("a.txt", b""), "asset-damaged is empty");
    assert_eq!(
        said("a.log", b" \n<ScRipt>"),
        "asset-unsafe is not published: a browser would take it for a web page"
    );
    assert_eq!(said("a.drawio", b"<mxfile><diagram>x</diagram></mxfile>"), "None");
    assert_eq!(said("a.xml", b"<!-- made --><list/>"), "None");
    assert_eq!(said("a.xml", b"words"), "asset-damaged is not XML");
    assert_eq!(said("a.xml", b"<a><b"), "asset-damaged is cut off: its markup has no end");
}

#[test]
fn kinds_are_allowed_by_name() {
    let allowed = Allowed::with([".VSD".to_owned(), "html".to_owned()]);
    let kind = |name: &str| allowed.kind_of(name).map_err(|found| found.code);
    assert_eq!(kind("a/b.vsd"), Ok(Kind::Any));
    for name in ["a.html", "a.js", "a.md", "a.svgz", "a.exe", "LICENSE", "a.png.exe", "png"] {
        assert_eq!(kind(name), Err("asset-kind"), "{name}");
    }
}

#[test]
fn a_drawing_does_nothing_but_draw() {
    let of = |inside: &str| {
        said(
            "a.svg",
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\">{inside}</svg>")
                .as_bytes(),
        )
    };
    let fine = [
        "",
        "<g style=\"fill: url(#a)\"><use href=\"#a\"/></g>",
        "<image href=\"data:image/png;base64,AAAA\"/>",
        "<a href=\"https://x.example/\"><text>x &amp; y &#60;script&#62;</text></a>",
        "<style><![CDATA[ .a > .b { fill: red } ]]></style>",
        "<!-- <script> -->",
        "<metadata><rdf:li xmlns:rdf=\"r\" rdf:resource=\"https://x.example/\"/></metadata>",
    ];
    for inside in fine {
        assert_eq!(of(inside), "Some((30, 20))", "{inside}");
    }
    let wrong = [
        "<script/>",
        "<SCRIPT>x</SCRIPT>",
        "<s:script xmlns:s=\"http://www.w3.org/2000/svg\"/>",
        "<foreignObject/>",
        "<iframe/>",
        "<g onclick=\"x\"/>",
        "<g\nONLOAD='x'/>",
        "<a href=\"javascript:x\"/>",
        "<a href=\"java&#x0a;script:x\"/>",
        "<a href=\"data:text/html,x\"/>",
        "<use href=\"b.svg#x\"/>",
        "<use xlink:href=\"//x.example/b.svg#x\"/>",
        "<image href=\"https://x.example/a.png\"/>",
        "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
        "<g style=\"fill: url(https://x.example/)\"/>",
        "<g style=\"fill: u\\72l(https://x.example/)\"/>",
        "<g fill=\"url('b.svg#x')\"/>",
        "<g mask=\"url(b.svg#x) url(#a)\"/>",
        "<style>@import 'https://x.example/'</style>",
        "<style><![CDATA[ a { fill: url(x) } ]]></style>",
        "<set attributeName=\"href\" to=\"x\"/>",
        "<animate attributeName=\"onclick\" values=\"x\"/>",
        "<g xml:base=\"https://x.example/\"/>",
        "<p xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<g xmlns:h=\"http&#58;//www.w3.org/1999/xhtml\"/>",
    ];
    for inside in wrong {
        assert!(of(inside).starts_with("asset-unsafe "), "{inside}: {}", of(inside));
    }
    for inside in ["<g>", "</g>", "<g a=b/>", "<g a=\"<\"/>", "&nbsp;", "<g a=\"1\"b=\"2\"/>", "</svg><svg>"]
    {
        assert!(of(inside).starts_with("asset-damaged "), "{inside}: {}", of(inside));
    }
    let doctype = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/x.dtd\"><svg width=\"1in\" height=\"72pt\"/>";
    assert_eq!(said("a.svg", doctype.as_bytes()), "Some((96, 96))");
    assert!(said("a.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>").starts_with("asset-unsafe"));
    assert!(said("a.svg", b"<svg/><script/>").starts_with("asset-damaged"));
    assert!(said("a.svg", b"<html/>").starts_with("asset-damaged"));
}

#[test]
fn nothing_outside_is_found() {
    let folder = Memory::default()
        .with("content/a.png", "")
        .with("content/img/b.png", "")
        .with("content/.env", "")
        .with("secret.png", "");
    let found = |path: &str| {
        let found = Finder::default().find(&folder, Path::new("content"), path);
        found.map_err(|found| found.code)
    };
    assert_eq!(found("content/a.png"), Ok(()));
    assert_eq!(found("content/img/b.png"), Ok(()));
    for (path, code) in [
        ("secret.png", "link-leaves"),
        ("content/../secret.png", "link-leaves"),
        ("contents/a.png", "link-leaves"),
        ("content//a.png", "link-leaves"),
        ("content/img\\b.png", "link-leaves"),
        ("content", "link-leaves"),
        ("content/.env", "asset-kind"),
        ("content/img", "not-a-file"),
        ("content/A.png", "link-case"),
        ("content/IMG/b.png", "link-case"),
        ("content/c.png", "missing-asset"),
        ("content/%2e%2e/secret.png", "missing-asset"),
    ] {
        assert_eq!(found(path), Err(code), "{path}");
    }
    let here = |path: &str| Finder::default().find(&folder, Path::new("."), path).is_ok();
    assert!(here("secret.png") && here("content/a.png") && !here("../secret.png"));
}

/// A file that is there when it is looked for, and gone when it is read.
struct Vanishing;

impl Folder for Vanishing {
    fn list(&self, _dir: &Path) -> crate::read::Listing {
        crate::read::Listing::default()
    }

    fn holds(&self, _path: &Path) -> bool {
        true
    }

    fn read_up_to(&self, path: &Path, limit: usize) -> Result<Vec<u8>, Diagnostic> {
        Memory::default().read_up_to(path, limit)
    }

    fn names(&self, _dir: &Path) -> Vec<String> {
        vec!["a.png".to_owned()]
    }

    fn standing(&self, _path: &Path, _home: &Path) -> crate::read::Standing {
        crate::read::Standing::File
    }
}

#[test]
fn a_file_that_vanishes_meanwhile_is_an_error() {
    assert!(Finder::default().find(&Vanishing, Path::new("content"), "content/a.png").is_ok());
    let found = look(&Vanishing, &Allowed::default(), "content/a.png").unwrap_err();
    assert_eq!((found.code, found.path), ("unreadable", None));
    assert_eq!(found.message, "`content/a.png`: there is no such file");
}
