using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Patto.Files;

namespace Patto.Tests.Attachments;

/// <summary>Makes signed files as the programs of offices do.</summary>
internal static class Signing
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static X509Certificate2 Certificate(string subject = "CN=Ada Neri, G=Ada, SN=Neri, serialNumber=TINIT-NREDAA70A41F205X",
        DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(from ?? Now.AddYears(-1), until ?? Now.AddYears(2));
    }

    public static byte[] Seal(byte[] content, X509Certificate2 who, bool detached, DateTimeOffset? at, params X509Certificate2[] others)
    {
        var cms = new SignedCms(new ContentInfo(content), detached);
        foreach (var one in (X509Certificate2[])[who, .. others])
        {
            var signer = new CmsSigner(one) { IncludeOption = X509IncludeOption.EndCertOnly, DigestAlgorithm = new(Sha256) };
            if (at is { } time) signer.SignedAttributes.Add(new Pkcs9SigningTime(time.UtcDateTime));
            cms.ComputeSignature(signer);
        }
        return cms.Encode();
    }

    public static byte[] Pdf(string words = "Patto per il trasporto sociale") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n% {words}\n"
        + "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF\n");

    /// <summary>The PDF with one more revision that signs all of it.</summary>
    public static byte[] SignPdf(byte[] pdf, X509Certificate2 who, DateTimeOffset? at)
    {
        const int room = 12_000;
        string Revision(int until, int again, int rest) =>
            $"7 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[{0:D10} {until:D10} {again:D10} {rest:D10}]/Contents";
        var tail = $">>\nendobj\ntrailer\n<</Root 1 0 R/Size 8>>\nstartxref\n9\n%%EOF\n";
        var until = pdf.Length + Revision(0, 0, 0).Length;
        var again = until + room + 2;
        var (head, end) = (Encoding.Latin1.GetBytes(Revision(until, again, tail.Length)), Encoding.Latin1.GetBytes(tail));
        var seal = Convert.ToHexString(Seal([.. pdf, .. head, .. end], who, detached: true, at)).PadRight(room, '0');
        return [.. pdf, .. head, (byte)'<', .. Encoding.Latin1.GetBytes(seal), (byte)'>', .. end];
    }
}

/// <summary>Of a signed file it is told truly what holds and what does not: the right words for each way in which it may be wrong.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class SignedFileTests
{
    private static readonly DateTimeOffset Now = Signing.Now, Signed = Now.AddDays(-3);

    private static string Broken(byte[] bytes, DateTimeOffset? now = null) =>
        Assert.Throws<RuleViolation>(() => SignedFiles.Read(bytes, now ?? Now)).Code;

    [Fact]
    public void A_signed_envelope_tells_who_when_and_by_which_certificate_and_not_the_tax_code()
    {
        using var ada = Signing.Certificate();
        var one = Assert.Single(SignedFiles.Read(Signing.Seal(Signing.Pdf(), ada, detached: false, Signed), Now));
        Assert.Equal(new("Ada Neri", "Ada Neri", new(2025, 3, 2), new(2028, 3, 2), Signed), one);
        using var bruno = Signing.Certificate("CN=VERDI BRUNO/VRDBRN60A01F205K");
        Assert.Equal("VERDI BRUNO", Assert.Single(SignedFiles.Read(Signing.Seal(Signing.Pdf(), bruno, false, null), Now)).Name);
    }

    [Fact]
    public void Two_who_sign_the_same_envelope_and_one_around_the_other_are_both_told()
    {
        using var ada = Signing.Certificate();
        using var bruno = Signing.Certificate("CN=Bruno Verdi");
        Assert.Equal(["Ada Neri", "Bruno Verdi"],
            SignedFiles.Read(Signing.Seal(Signing.Pdf(), ada, false, Signed, bruno), Now).Select(s => s.Name).Order());
        var around = Signing.Seal(Signing.Seal(Signing.Pdf(), ada, false, Signed), bruno, false, Signed);
        Assert.Equal(["Ada Neri", "Bruno Verdi"], SignedFiles.Read(around, Now).Select(s => s.Name));
    }

    [Fact]
    public void An_envelope_in_letters_is_read_too()
    {
        using var ada = Signing.Certificate();
        var letters = Convert.ToBase64String(Signing.Seal(Signing.Pdf(), ada, false, Signed), Base64FormattingOptions.InsertLineBreaks);
        foreach (var text in new[] { letters, $"-----BEGIN PKCS7-----\r\n{letters}\r\n-----END PKCS7-----\r\n" })
            Assert.Equal("Ada Neri", Assert.Single(SignedFiles.Read(Encoding.ASCII.GetBytes(text), Now)).Name);
    }

    [Fact]
    public void Whichever_byte_of_what_was_signed_is_changed_the_signature_does_not_hold()
    {
        using var ada = Signing.Certificate();
        var (random, pdf) = (new Random(TestRun.Seed(1_000)), Signing.Pdf());
        foreach (var whole in new[] { Signing.Seal(pdf, ada, false, Signed), Signing.SignPdf(pdf, ada, Signed) })
        {
            var at = whole.AsSpan().IndexOf(pdf);
            for (var n = 0; n < 200; n++)
            {
                var changed = whole.ToArray();
                changed[at + 10 + random.Next(pdf.Length - 10)] ^= (byte)(1 << random.Next(8));
                Assert.True(Broken(changed) is "file.signature-broken" or "file.signature-range" or "file.unsigned");
            }
        }
    }

    [Fact]
    public void A_signed_PDF_says_so_if_all_of_it_is_signed_and_only_then()
    {
        using var ada = Signing.Certificate();
        using var bruno = Signing.Certificate("CN=Bruno Verdi");
        var once = Signing.SignPdf(Signing.Pdf(), ada, Signed);
        Assert.Equal("Ada Neri", Assert.Single(SignedFiles.Read(once, Now)).Name);
        var twice = Signing.SignPdf(once, bruno, Signed.AddHours(1));
        Assert.Equal(["Ada Neri", "Bruno Verdi"], SignedFiles.Read(twice, Now).Select(s => s.Name));

        byte[] more = [.. once, .. "8 0 obj\n(altro)\nendobj\nstartxref\n9\n%%EOF\n"u8];
        Assert.Equal("file.signature-after", Broken(more));
        Assert.Equal("file.signature-after", Broken([.. once, (byte)'\n']));
        Assert.Equal("file.unsigned", Broken(Signing.Pdf()));
        Assert.Equal("file.unsigned", Broken("due righe di testo"u8.ToArray()));
    }

    [Fact]
    public void A_range_that_leaves_out_more_than_the_signature_signs_nothing()
    {
        using var ada = Signing.Certificate();
        var text = Encoding.Latin1.GetString(Signing.SignPdf(Signing.Pdf(), ada, Signed));
        var start = text.IndexOf("/ByteRange[", StringComparison.Ordinal) + 11;
        var parts = text[start..text.IndexOf(']', start)].Split(' ');
        string Moved(int part, int by) =>
            (int.Parse(parts[part], CultureInfo.InvariantCulture) + by).ToString("D10", CultureInfo.InvariantCulture);
        foreach (var wrong in new[]
        {
            $"0000000005 {parts[1]} {parts[2]} {parts[3]}", $"{parts[0]} 0000000000 {parts[2]} {parts[3]}",
            $"{parts[0]} {parts[1]} {parts[2]} 0099999999",
            $"{parts[0]} {parts[1]} {Moved(2, 8)} {Moved(3, -8)}",
            $"{parts[0]} {Moved(1, -20)} {parts[2]} {parts[3]}", "9999999999 9999999999 9999999999 9999999999",
        })
            Assert.Equal("file.signature-range", Broken(Encoding.Latin1.GetBytes(text.Replace(string.Join(' ', parts), wrong))));
    }

    [Fact]
    public void A_certificate_counts_on_the_day_of_the_signature()
    {
        using var old = Signing.Certificate(from: Now.AddYears(-3), until: Now.AddDays(-30));
        Assert.Equal("file.signature-expired", Broken(Signing.Seal(Signing.Pdf(), old, false, Signed)));
        Assert.Equal("file.signature-expired", Broken(Signing.Seal(Signing.Pdf(), old, false, null)));
        Assert.Single(SignedFiles.Read(Signing.Seal(Signing.Pdf(), old, false, Now.AddDays(-60)), Now));
        using var later = Signing.Certificate(from: Now.AddDays(1));
        Assert.Equal("file.signature-expired", Broken(Signing.SignPdf(Signing.Pdf(), later, Signed)));
        using var ada = Signing.Certificate();
        Assert.Equal("file.signature-future", Broken(Signing.Seal(Signing.Pdf(), ada, false, Now.AddDays(2))));
    }

    [Fact]
    public void What_is_in_the_envelope_is_looked_at_as_any_other_file_and_the_envelope_alone_is_refused()
    {
        using var ada = Signing.Certificate();
        FileContent Taken(byte[] inner, string name = "patto.pdf.p7m", bool detached = false) =>
            FileTypes.Read(Signing.Seal(inner, ada, detached, Signed), name, envelope: true);
        var taken = Taken(Signing.Pdf());
        Assert.Equal((".p7m", SignedFiles.ContentType), (taken.Type.Extension, taken.Type.ContentType));
        string Refusal(Func<FileContent> act) => Assert.Throws<RuleViolation>(() => act()).Code;
        Assert.Equal("file.program", Refusal(() => Taken("MZ programma"u8.ToArray())));
        Assert.Equal("file.runs", Refusal(() => Taken(Signing.Pdf(), "patto.exe.p7m")));
        Assert.Equal("file.detached", Refusal(() => Taken(Signing.Pdf(), detached: true)));
        // Where no signature is asked for, an envelope is no file to upload.
        Assert.Equal("file.type", Refusal(() => FileTypes.Read(Signing.Seal(Signing.Pdf(), ada, false, Signed), "patto.pdf.p7m")));
    }

    [Fact]
    public void No_bytes_make_it_fall()
    {
        using var ada = Signing.Certificate();
        var random = new Random(TestRun.Seed(2_000));
        foreach (var whole in new[] { Signing.Seal(Signing.Pdf(), ada, false, Signed), Signing.SignPdf(Signing.Pdf(), ada, Signed) })
            for (var n = 0; n < 300; n++)
            {
                var bytes = whole[..random.Next(1, whole.Length)];
                for (var bit = 0; bit < 3; bit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                try { SignedFiles.Read(bytes, Now); } catch (RuleViolation) { /* said in words */ }
                try { FileTypes.Read(bytes, "a.p7m", envelope: true); } catch (RuleViolation) { /* said in words */ }
            }
    }
}
