using System.Security.Cryptography;
using Deliberation.Formats;
using Deliberation.Proof;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Tool;

public sealed class ProofCommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("patto");

    [Fact]
    public void What_is_proved_can_be_verified_and_what_is_changed_cannot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string log = Write("atti.txt", "uno\ndue\ntre\nquattro\ncinque\n"), secret = Write("key.pem", key.ExportECPrivateKeyPem());
        string open = Write("pub.pem", key.ExportSubjectPublicKeyInfoPem()), proof = Path.Combine(_folder.FullName, "proof.json");

        Assert.Equal(ExitCode.Done, Typed.Line("prove", "--log", log, "--entry", "3", "--before", "2", "--key", secret, "--output",
            proof).Code);
        Assert.Equal(ExitCode.Done, Typed.Line("verify", "--proof", proof, "--text", "tre", "--key", open, "--log", log).Code);
        Assert.Equal(ExitCode.DoesNotHold, Typed.Line("verify", "--proof", proof, "--text", "quattro").Code);
        Assert.Equal(ExitCode.DoesNotHold,
            Typed.Line("verify", "--proof", proof, "--log", Write("altro.txt", "uno\ndue\nTRE\nquattro\ncinque\n")).Code);
        Assert.Contains("HOLDS", Typed.Line("verify", "--lang", "en", "--proof", proof).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_not_there_and_a_broken_proof_are_wrong_input()
    {
        string log = Write("atti.txt", "uno\n");
        Assert.Equal(ExitCode.WrongInput, Typed.Line("prove", "--log", log, "--entry", "2").Code);
        (int code, string output, string error) = Typed.Line("verify", "--proof", Write("p.json", "{\n\"size\": 1,,}"));
        Assert.Equal((ExitCode.WrongInput, ""), (code, output));
        Assert.Contains("p.json:2:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_private_P256_key_signs()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string log = Write("atti.txt", "uno\n");
        Assert.Equal(ExitCode.WrongInput,
            Typed.Line("prove", "--log", log, "--key", Write("pub.pem", key.ExportSubjectPublicKeyInfoPem())).Code);
        Assert.Equal(ExitCode.WrongInput,
            Typed.Line("prove", "--log", log, "--key", Write("p384.pem", larger.ExportECPrivateKeyPem())).Code);
        Assert.Equal(ExitCode.WrongInput, Typed.Line("prove", "--log", log, "--key", Write("no.pem", "ciao")).Code);
    }

    [Fact]
    public void Damaged_proofs_end_in_located_errors()
    {
        var log = new MerkleLog();
        for (int i = 0; i < 9; i++) log.Append([(byte)i]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var proof = new ProofFile(
            9, log.Root(), log.LeafHash(4), log.Inclusion(4, 9), log.Root(5), log.Consistency(5, 9),
                SignedHead.Sign(log, DateTimeOffset.UnixEpoch, key));
        Fuzz.Run(text => _ = ProofFile.Read(text).HoldsTogether, proof.ToJson().ToJsonString());
    }

    [Fact]
    public void Output_is_written_whole_or_not_at_all()
    {
        string target = Path.Combine(_folder.FullName, "out.txt");
        Assert.Equal(ExitCode.WrongInput, Typed.Line("prove", "--log", Path.Combine(_folder.FullName, "missing.txt"), "-o", target).Code);
        Assert.False(File.Exists(target));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
