namespace Patto.Modules.Meetings.Convening;

public static class ConveningWords
{
    public static string Italian(this SummonsWay way) => way switch
    {
        SummonsWay.Email => "Per e-mail",
        SummonsWay.Pec => "Per PEC",
        SummonsWay.Letter => "Lettera da stampare",
        SummonsWay.Phone => "Per telefono",
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
    };

    public static string Italian(this SummonsAnswer answer) => answer switch
    {
        SummonsAnswer.None => "Non ha risposto",
        SummonsAnswer.Comes => "Viene",
        SummonsAnswer.Substitute => "Manda il sostituto",
        SummonsAnswer.Absent => "Non viene",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    public static string Italian(this SeatPresence presence) => presence switch
    {
        SeatPresence.Holder => "Titolare",
        SeatPresence.Substitute => "Sostituto",
        SeatPresence.Proxy => "Delega",
        SeatPresence.Absent => "Assente",
        _ => throw new ArgumentOutOfRangeException(nameof(presence), presence, null),
    };
}
