using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Modules.Administration;

/// <summary>Where no authority lives yet, a link that works once creates the authority and its administrator.</summary>
public sealed class FirstStart
{
    private readonly string _secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    public string Path => $"/avvio/{_secret}";

    public bool Opens(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(_secret));

    public static Task<bool> IsDueAsync(AppDb db, CancellationToken cancel = default) => db.Set<Authority>().AllAsync(_ => false, cancel);
}
