using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Modules.Processes;

/// <summary>Until 0.1.0 the key of a process was unique on the installation, and so were its code series: each goes to the authority of its
/// process.</summary>
internal sealed class OwnSeries : DataStep
{
    public override string Name => "0.2.0/20-own-series";

    public override Task RunAsync(AppDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        UPDATE "CodeSeries" SET "Authority" = (SELECT p."Authority" FROM "Processes" p
            WHERE p."Key" = substr("CodeSeries"."Series", 1, length("CodeSeries"."Series") - 2))
        WHERE EXISTS (SELECT 1 FROM "Processes" p WHERE p."Key" = substr("CodeSeries"."Series", 1, length("CodeSeries"."Series") - 2))
        """, cancel);
}
