using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Proof;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary><c>patto prove</c>: root of a list, and proofs that it holds a line or only grew.</summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var log = new Option<FileInfo>("--log")
        {
            Required = true,
            Description = Say("L'elenco: un testo, una voce per riga.", "The list: a text, one entry a line.")
        };
        var entry = new Option<int?>("--entry")
        {
            Description = Say("Prova che questa riga (1 = la prima) c'è.",
            "Prove that this line (1 = the first) is in it.")
        };
        var before = new Option<int?>("--before")
        {
            Description = Say("Prova che l'elenco comincia con le sue prime N righe.",
            "Prove that the list begins with its first N lines.")
        };
        var key = new Option<FileInfo?>("--key")
        {
            Description = Say("Chiave privata P-256 (PEM) per firmare lo stato dell'elenco.",
            "Private P-256 key (PEM) to sign the state of the list.")
        };
        var command = new Command("prove",
            Say("Scrive la radice di un elenco e le prove che una voce c'è o che nulla è stato tolto (RFC 6962).",
                "Writes a list's root and proofs that an entry is in it or that nothing was removed (RFC 6962)."))
        {
            log, entry, before, key,
        };
        return command.Answers(session =>
        {
            MerkleLog list = session.Read(session.Words.GetRequiredValue(log), reader => Lines(reader, session.Cancel));
            var proof = new ProofFile(list.Count, list.Root());
            if (session.Words.GetValue(entry) is { } line)
            {
                int place = Place(line, list.Count, "--entry") - 1;
                proof = proof with { Leaf = list.LeafHash(place), Inclusion = list.Inclusion(place, list.Count) };
            }

            if (session.Words.GetValue(before) is { } size)
                proof = proof with
                {
                    RootBefore = list.Root(Place(size, list.Count, "--before")),
                    Consistency = list.Consistency(size, list.Count)
                };
            if (session.Words.GetValue(key) is { } file)
            {
                using ECDsa secret = session.Read(file, Keys.Read);
                proof = proof with { Head = Keys.Sign(list, secret) };
            }

            return new Answer(proof.ToJson()
                .ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }), proof.ToJson());
        });
    }

    internal static MerkleLog Lines(TextReader reader, CancellationToken cancel)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (reader.ReadLine() is { } line) lines.Add(Encoding.UTF8.GetBytes(line));
        var list = new MerkleLog();
        list.AppendRange(lines, new Effort { Cancel = cancel });
        return list;
    }

    private static int Place(int number, int count, string option) => number >= 1 && number <= count
        ? number
        : throw new FormatError(
            0, 0,
            $"{option} {number}: l'elenco ha {count} righe; scegli un numero da 1 a {count}.",
            $"{option} {number}: the list has {count} lines; choose a number from 1 to {count}.");
}

internal static class Keys
{
    public static SignedHead Sign(MerkleLog list, ECDsa key)
    {
        try
        {
            return SignedHead.Sign(list, TimeProvider.System.GetUtcNow(), key);
        }
        catch (CryptographicException unable)
        {
            throw new FormatError(0, 0, "Questa chiave non può firmare: serve quella privata.",
                "This key cannot sign: the private one is needed.", unable);
        }
    }

    public static ECDsa Read(TextReader reader)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(reader.ReadToEnd());
            if (key.KeySize != 256) throw new CryptographicException("not P-256");
            return key;
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatError(1, 0, "Non è una chiave P-256 in formato PEM.", "Not a P-256 key in PEM format.", unusable);
        }
    }
}
