using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;

namespace Patto.Modules.Administration.Pages;

/// <summary>Who works somewhere, piece by piece, in the order of names.</summary>
internal static class StaffLists
{
    public sealed record Piece<T>(IReadOnlyList<T> Rows, int Total, Guid? Next);

    /// <summary>Those who hold a role there; those whose access is suspended too, whose roles may have ended.</summary>
    public static async Task<Piece<Account>> PeopleAsync(AppDb db, Expression<Func<RoleGrant, bool>> there, string? words, Guid? after,
        int size, CancellationToken cancel)
    {
        var grants = db.Set<RoleGrant>().Where(there);
        var all = db.Users.AsNoTracking().Where(a => grants.Any(g => g.Account == a.Id && (g.Until == null || a.Disabled != null)))
            .Having(words);
        var total = await all.CountAsync(cancel);
        var key = after is null ? null : await db.Users.Where(a => a.Id == after).Select(a => EF.Property<string>(a, NameOrder.Key))
            .SingleOrDefaultAsync(cancel);
        var page = await all.From(key).Take(size + 1).ToListAsync(cancel);
        return new([.. page.Take(size)], total, page.Count > size ? page[size - 1].Id : null);
    }

    public static async Task<Piece<Invitation>> InvitationsAsync(AppDb db, IQueryable<Invitation> all, Guid? after, int size,
        CancellationToken cancel)
    {
        var total = await all.CountAsync(cancel);
        var id = new Id<Invitation>(after ?? Guid.Empty);
        var key = after is null ? null : await db.Set<Invitation>().Where(i => i.Id == id)
            .Select(i => EF.Property<string>(i, NameOrder.Key))
            .SingleOrDefaultAsync(cancel);
        var page = await all.AsNoTracking().From(key).Take(size + 1).ToListAsync(cancel);
        return new([.. page.Take(size)], total, page.Count > size ? page[size - 1].Id.Value : null);
    }
}
