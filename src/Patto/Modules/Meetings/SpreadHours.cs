using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>The hours that are proposed for the meetings of a plan: spread over the day and the week, so that those who work, study or
/// care for somebody find one that suits them. What concerns the offices alone is held while they are open.</summary>
internal sealed class SpreadHours
{
    private enum Kind { Office, Table, Public, Day }

    // Around work, school and supper; the Saturday morning comes second, so that three meetings have one.
    private static readonly (bool Saturday, TimeOnly From)[] OfPublic =
        [(false, new(18, 0)), (true, new(10, 0)), (false, new(20, 30)), (false, new(10, 0)), (false, new(17, 0))];
    private static readonly TimeOnly[] OfTable = [new(18, 0), new(20, 30), new(17, 0)];
    private static readonly TimeOnly[] OfOffices = [new(10, 0), new(14, 30)];
    private static readonly TimeOnly WholeDay = new(9, 30);

    private readonly Dictionary<Kind, int> _soFar = [];

    /// <summary>The next of the plan.</summary>
    /// <param name="day">As planned.</param>
    /// <param name="first">The first day of its phase, and <paramref name="last"/> the last: it is moved to a Saturday within
    /// them only.</param>
    public (DateOnly Day, TimeOnly From, int Hours) Next(Method method, bool isPublic, DateOnly day, DateOnly first, DateOnly last)
    {
        var kind = method is Method.OpenSpace or Method.CommunityDay ? Kind.Day : method == Method.Table ? Kind.Table
            : isPublic ? Kind.Public : Kind.Office;
        var n = _soFar[kind] = _soFar.GetValueOrDefault(kind, -1) + 1;
        switch (kind)
        {
            case Kind.Day: return (isPublic ? OnSaturday(day, first, last) : OnWorkday(day, last), WholeDay, 7);
            case Kind.Table: return (OnWorkday(day, last), OfTable[n % OfTable.Length], 2);
            case Kind.Office: return (OnWorkday(day, last), OfOffices[n % OfOffices.Length], 2);
            default:
                var (saturday, from) = OfPublic[n % OfPublic.Length];
                return saturday ? (OnSaturday(day, first, last), from, 2) : (OnWorkday(day, last), from, 2);
        }
    }

    // Monday to Friday; a Saturday stays where the phase ends with it.
    private static DateOnly OnWorkday(DateOnly day, DateOnly last)
    {
        var found = day;
        while (found.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || LegalDays.IsHoliday(found)) found = found.AddDays(1);
        return found <= last || day > last ? found : LegalDays.NextWorking(day);
    }

    // The nearest Saturday of the phase that is no holiday, before or after; where there is none, the day itself.
    private static DateOnly OnSaturday(DateOnly day, DateOnly first, DateOnly last)
    {
        for (var away = 0; away <= 6; away++)
            foreach (var one in new[] { day.AddDays(away), day.AddDays(-away) })
                if (one.DayOfWeek == DayOfWeek.Saturday && one >= first && one <= last && !LegalDays.IsHoliday(one)) return one;
        return OnWorkday(day, last);
    }
}
