using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Patto.Localization;

namespace Patto.Files;

/// <summary>One electronic signature of a file, whole and made with a certificate that was valid that day. Whether who issued the
/// certificate may be believed is not said here.</summary>
/// <param name="Name">Who signed, as the certificate says; without the tax code that Italian certificates carry.</param>
/// <param name="Issuer">Who issued the certificate.</param>
/// <param name="From">First day of the certificate.</param>
/// <param name="Until">Last day of the certificate.</param>
/// <param name="SignedAt">When, as the signer's own computer says; null where it does not.</param>
public sealed record FileSignature(string Name, string Issuer, DateOnly From, DateOnly Until, DateTimeOffset? SignedAt);

/// <summary>Files that carry their signatures within them: CAdES (.p7m, ETSI EN 319 122) and PAdES (PDF, ETSI EN 319 142; ISO 32000-2
/// §12.8). What is signed is looked at as any other file is.</summary>
public static partial class SignedFiles
{
    public const string Accepted = ".p7m,.pdf", ContentType = "application/pkcs7-mime";
    private const string TimeStampInfo = "1.2.840.113549.1.9.16.1.4";
    private const string GivenName = "2.5.4.42", Surname = "2.5.4.4";
    // Signatures within signatures, one around the other.
    private const int MostLayers = 5;

    /// <summary>The signatures of the file, the first first.</summary>
    /// <exception cref="RuleViolation">There is none; one does not hold; something came after the last; a certificate was not valid that
    /// day.</exception>
    public static IReadOnlyList<FileSignature> Read(byte[] bytes, DateTimeOffset now)
    {
        // Of envelopes in envelopes the innermost was signed first.
        var found = bytes.AsSpan().StartsWith("%PDF-"u8) ? OfPdf(bytes, now)
            : [.. Envelopes(bytes).Reverse().SelectMany(envelope => Check(envelope, now))];
        RuleViolation.Unless(found.Count > 0, "file.unsigned",
            "In questo file non c'è una firma digitale: carica quello che il programma di firma ti ha dato, di solito un PDF o un file che finisce in .p7m.");
        return found;
    }

    /// <summary>Whether the bytes are a signed envelope.</summary>
    internal static bool IsEnvelope(byte[] bytes) => Decode(bytes) is not null;

    /// <summary>What the envelope holds is taken as any file is; it is kept in its envelope.</summary>
    internal static FileContent Envelope(byte[] bytes, string name)
    {
        var inner = Envelopes(bytes).Last().ContentInfo.Content;
        RuleViolation.Unless(inner.Length > 0, "file.detached",
            "Questa è solo la firma, senza il documento: carica il file che li contiene tutti e due.");
        var plain = name;
        while (plain.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase)) plain = plain[..^4];
        FileTypes.Read(inner, plain);
        return new(new(ContentType, ".p7m", FileSort.Document), bytes);
    }

    private static IEnumerable<SignedCms> Envelopes(byte[] bytes)
    {
        for (var layer = 0; layer < MostLayers && Decode(bytes) is { } cms; layer++)
        {
            yield return cms;
            bytes = cms.ContentInfo.Content;
        }
    }

    private static SignedCms? Decode(byte[] bytes)
    {
        if (bytes.Length < 4) return null;
        try
        {
            var cms = new SignedCms();
            cms.Decode(bytes[0] == 0x30 ? bytes : Written(bytes));
            return cms;
        }
        catch (Exception error) when (error is CryptographicException or FormatException) { return null; }
    }

    // Some programs write the envelope in letters, with or without a heading.
    private static byte[] Written(byte[] bytes)
    {
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 200)).ContainsAnyExceptInRange((byte)0x09, (byte)0x7E)) throw new FormatException();
        var text = Encoding.Latin1.GetString(bytes);
        return Convert.FromBase64String(Heading().Replace(text, "").Trim());
    }

    private static List<FileSignature> Check(SignedCms cms, DateTimeOffset now)
    {
        List<FileSignature> found = [];
        foreach (var signer in cms.SignerInfos)
        {
            RuleViolation.Unless(signer.Certificate is not null, "file.certificate",
                "Nel file manca il certificato di chi ha firmato: fallo firmare di nuovo con il certificato incluso.");
            var signature = Describe(signer);
            try { signer.CheckSignature(verifySignatureOnly: true); }
            catch (CryptographicException) { throw Broken(signature.Name); }
            DemandValid(signature, now);
            found.Add(signature);
        }
        return found;
    }

    private static RuleViolation Broken(string name) => new("file.signature-broken",
        "La firma di {0} non torna: il file è stato cambiato dopo la firma, o è arrivato rovinato. Fallo firmare di nuovo.", name);

    private static void DemandValid(FileSignature signature, DateTimeOffset now)
    {
        var day = Texts.RomeDay(signature.SignedAt ?? now);
        RuleViolation.Unless(day <= Texts.RomeDay(now), "file.signature-future",
            "Il file dice che {0} lo ha firmato il {1}, che deve ancora venire: controlla la data del computer con cui si firma, e firma di nuovo.",
            signature.Name, Words(day));
        RuleViolation.Unless(signature.From <= day && day <= signature.Until, "file.signature-expired",
            "Il {0} il certificato di {1} non valeva (vale dal {2} al {3}): serve una firma fatta con un certificato valido.",
            Words(day), signature.Name, Words(signature.From), Words(signature.Until));
    }

    private static string Words(DateOnly day) => day.ToString("d MMMM yyyy", Texts.Italian);

    private static FileSignature Describe(SignerInfo signer)
    {
        var certificate = signer.Certificate!;
        var at = signer.SignedAttributes.Cast<CryptographicAttributeObject>().SelectMany(a => a.Values.Cast<AsnEncodedData>())
            .OfType<Pkcs9SigningTime>().FirstOrDefault()?.SigningTime;
        return new(NameOf(certificate), certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            Texts.RomeDay(certificate.NotBefore.ToUniversalTime()), Texts.RomeDay(certificate.NotAfter.ToUniversalTime()),
            at is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)) : null);
    }

    private static string NameOf(X509Certificate2 certificate)
    {
        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(p => !p.HasMultipleElements)
            .ToLookup(p => p.GetSingleElementType().Value, p => p.GetSingleElementValue() ?? "");
        var (given, surname) = (parts[GivenName].FirstOrDefault(), parts[Surname].FirstOrDefault());
        var name = given is not null && surname is not null ? $"{given} {surname}"
            : TaxCode().Replace(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), "").Trim(' ', '/', '-', ':');
        return Excerpt.Cut(name.Length == 0 ? "?" : name, 200);
    }

    // Each signature seals the file as it stood then; a later one may only add to it, and the last has to seal all of it.
    private static List<FileSignature> OfPdf(byte[] bytes, DateTimeOffset now)
    {
        var ranges = Ranges().Matches(Encoding.Latin1.GetString(bytes)).Select(Sealed.Of).OrderBy(r => r.End).ToList();
        List<FileSignature> found = [];
        foreach (var range in ranges)
        {
            RuleViolation.Unless(range.Fits(bytes), "file.signature-range",
                "La firma di questo PDF non dice bene che cosa è firmato: il file è rovinato, o è stato cambiato. Fallo firmare di nuovo.");
            var all = (byte[])[.. bytes.AsSpan(0, range.Until), .. bytes.AsSpan(range.Again, range.Rest)];
            found.AddRange(CheckSeal(range.Seal(bytes), all, now));
        }
        RuleViolation.Unless(ranges.Count == 0 || ranges[^1].End == bytes.Length, "file.signature-after",
            "Il PDF è stato modificato dopo la firma: dopo l'ultima firma c'è dell'altro. Carica il file così com'è uscito dal programma di firma.");
        return found;
    }

    private static List<FileSignature> CheckSeal(byte[] seal, byte[] signed, DateTimeOffset now)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(signed), detached: true);
            cms.Decode(seal);
            if (cms.ContentInfo.ContentType.Value != TimeStampInfo) return Check(cms, now);
            // A time stamp of the whole document: it seals, and nobody signs with it.
            if (Rfc3161TimestampToken.TryDecode(seal, out var stamp, out _) && stamp.VerifySignatureForData(signed, out _)) return [];
        }
        catch (CryptographicException) { /* said below */ }
        throw Broken("PDF");
    }

    /// <summary>What a signature of a PDF covers: all of the file up to its end, but for the place of the signature itself.</summary>
    private sealed record Sealed(int Start, int Until, int Again, int Rest)
    {
        private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

        public long End => (long)Again + Rest;

        public static Sealed Of(Match range)
        {
            int Part(int n) =>
                int.TryParse(range.Groups[n].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : -1;
            return new(Part(1), Part(2), Part(3), Part(4));
        }

        public bool Fits(byte[] bytes) => Start == 0 && Until > 0 && Rest > 0 && Again > Until + 2 && End <= bytes.Length
            && bytes[Until] == (byte)'<' && bytes[Again - 1] == (byte)'>' && (Again - Until) % 2 == 0
            && !bytes.AsSpan(Until + 1, Again - Until - 2).ContainsAnyExcept(Digits);

        public byte[] Seal(byte[] bytes) => Convert.FromHexString(Encoding.Latin1.GetString(bytes, Until + 1, Again - Until - 2));
    }

    [GeneratedRegex(@"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")] private static partial Regex Ranges();
    [GeneratedRegex("-----(BEGIN|END) [A-Z0-9 ]{1,40}-----")] private static partial Regex Heading();
    [GeneratedRegex("(TINIT-|IT:)?[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]")]
    private static partial Regex TaxCode();
}
