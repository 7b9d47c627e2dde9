using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Modules.Administration;

/// <summary>A link that works once creates an authority and its administrator: where none lives yet, or when whoever runs the installation
/// asks for another.</summary>
public sealed class FirstStart(IConfiguration settings)
{
    private bool _another = settings["new-authority"] == "on";

    private readonly string _secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    public string Path => $"/avvio/{_secret}";

    public bool Opens(string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(_secret));

    public async Task<bool> IsDueAsync(AppDb db, CancellationToken cancel = default) =>
        _another || await db.Set<Authority>().AllAsync(_ => false, cancel);

    public void Close() => _another = false;
}
