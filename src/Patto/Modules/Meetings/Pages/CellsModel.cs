using Patto.Localization;
using Patto.Modules.Meetings.Convening;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The seats of a group as a row of squares, and the same in words.</summary>
/// <param name="Forecast">True: as they are expected; false: as they are there.</param>
public sealed record CellsModel(SeatCount Count, bool Forecast)
{
    public string Words(Texts L) => L.List(Forecast ? Expected(L) : There(L));

    private IEnumerable<string> Expected(Texts L)
    {
        if (Count.Holders > 0) yield return L.Count(Count.Holders, "{0} viene", "{0} vengono");
        if (Count.Substitutes > 0) yield return L.Count(Count.Substitutes, "{0} manda il sostituto", "{0} mandano il sostituto");
        if (Count.Open > 0) yield return L.Count(Count.Open, "{0} non ha risposto", "{0} non hanno risposto");
        if (Count.Absent > 0) yield return L.Count(Count.Absent, "{0} non viene", "{0} non vengono");
    }

    private IEnumerable<string> There(Texts L)
    {
        if (Count.Holders > 0) yield return L.Count(Count.Holders, "{0} titolare", "{0} titolari");
        if (Count.Substitutes > 0) yield return L.Count(Count.Substitutes, "{0} sostituto", "{0} sostituti");
        if (Count.Open > 0) yield return L.Count(Count.Open, "{0} da segnare", "{0} da segnare");
        if (Count.Proxies > 0) yield return L.Count(Count.Proxies, "{0} delega", "{0} deleghe");
        if (Count.Absent > 0) yield return L.Count(Count.Absent, "{0} assente", "{0} assenti");
    }
}
