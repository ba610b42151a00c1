using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>The published table of docs/dispositions.md: what a final status of an INVITE means. A test compares the two.</summary>
internal static class Dispositions
{
    private static readonly FrozenDictionary<int, (CallDisposition Disposition, int Cause)> Table =
        new Dictionary<int, (CallDisposition, int)>
        {
            [400] = (CallDisposition.Failed, 41),
            [401] = (CallDisposition.Rejected, 21),
            [402] = (CallDisposition.Failed, 21),
            [403] = (CallDisposition.Rejected, 21),
            [404] = (CallDisposition.Failed, 1),
            [405] = (CallDisposition.Failed, 63),
            [406] = (CallDisposition.Failed, 79),
            [407] = (CallDisposition.Rejected, 21),
            [408] = (CallDisposition.NoAnswer, 102),
            [410] = (CallDisposition.Failed, 22),
            [415] = (CallDisposition.Failed, 79),
            [433] = (CallDisposition.Rejected, 24),
            [480] = (CallDisposition.NoAnswer, 18),
            [481] = (CallDisposition.Failed, 41),
            [482] = (CallDisposition.Failed, 25),
            [483] = (CallDisposition.Failed, 25),
            [484] = (CallDisposition.Failed, 28),
            [485] = (CallDisposition.Failed, 1),
            [486] = (CallDisposition.Busy, 17),
            [487] = (CallDisposition.Cancelled, 16),
            [488] = (CallDisposition.Rejected, 88),
            [500] = (CallDisposition.Failed, 41),
            [501] = (CallDisposition.Failed, 79),
            [502] = (CallDisposition.Failed, 38),
            [503] = (CallDisposition.Failed, 41),
            [504] = (CallDisposition.Failed, 102),
            [600] = (CallDisposition.Busy, 17),
            [603] = (CallDisposition.Rejected, 21),
            [604] = (CallDisposition.Failed, 1),
            [606] = (CallDisposition.Rejected, 88),
            [607] = (CallDisposition.Rejected, 21),
            [608] = (CallDisposition.Rejected, 21),
        }.ToFrozenDictionary();

    /// <summary>Normal call clearing (ITU-T Q.850).</summary>
    public const int NormalClearing = 16;

    /// <summary>The statuses that the table names.</summary>
    public static IEnumerable<int> Listed => Table.Keys.Order();

    /// <summary>Disposition of a final status from 200 to 699; others are unknown.</summary>
    public static CallDisposition Of(int status) => status switch
    {
        >= 200 and < 300 => CallDisposition.Answered,
        _ when Table.TryGetValue(status, out var row) => row.Disposition,
        >= 300 and < 700 => CallDisposition.Failed,
        _ => CallDisposition.Unknown,
    };

    /// <summary>Q.850 cause of a final status; null for a redirection and where nothing final was seen.</summary>
    public static int? CauseOf(int status) => status switch
    {
        >= 200 and < 300 => NormalClearing,
        _ when Table.TryGetValue(status, out var row) => row.Cause,
        >= 400 and < 500 => 127,
        >= 500 and < 600 => 41,
        >= 600 and < 700 => 31,
        _ => null,
    };

    /// <summary>Who ended a call that was refused with a status: the callee refuses, everything else happened between the two.</summary>
    public static CallEnd EndOf(int status) => status switch
    {
        401 or 407 => CallEnd.System,
        487 => CallEnd.Caller,
        480 => CallEnd.Callee,
        _ when Of(status) is CallDisposition.Busy or CallDisposition.Rejected => CallEnd.Callee,
        >= 300 => CallEnd.System,
        _ => CallEnd.Unknown,
    };
}
