using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>What Asterisk's words mean: dispositions of the CDR and <c>DIALSTATUS</c>.</summary>
internal static class AsteriskWords
{
    /// <summary>What a disposition should be.</summary>
    public const string Dispositions = "should be one of ANSWERED, NO ANSWER, BUSY, FAILED, CONGESTION, CANCEL";

    private static readonly FrozenDictionary<string, CallDisposition> ByWord = new Dictionary<string, CallDisposition>
    {
        ["ANSWERED"] = CallDisposition.Answered,
        ["ANSWER"] = CallDisposition.Answered,
        ["NO ANSWER"] = CallDisposition.NoAnswer,
        ["NOANSWER"] = CallDisposition.NoAnswer,
        ["BUSY"] = CallDisposition.Busy,
        ["FAILED"] = CallDisposition.Failed,
        ["CONGESTION"] = CallDisposition.Failed,
        ["CHANUNAVAIL"] = CallDisposition.Failed,
        ["INVALIDARGS"] = CallDisposition.Failed,
        ["DONTCALL"] = CallDisposition.Rejected,
        ["TORTURE"] = CallDisposition.Rejected,
        ["CANCEL"] = CallDisposition.Cancelled,
        ["NULL"] = CallDisposition.Unknown,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Extensions that stand for an event of the dialplan; nobody dials them.
    private static readonly FrozenSet<string> Events = FrozenSet.Create(StringComparer.Ordinal, "s", "i", "t", "h", "T", "o", "a", "e", "fax", "failed", "hang", "hangup", "~~s~~");

    // Applications in which people talk to each other without a channel that was dialled.
    private static readonly FrozenSet<string> Rooms = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "ConfBridge", "MeetMe", "ParkedCall", "Pickup");

    /// <summary>Reads a disposition.</summary>
    public static bool TryRead(string word, out CallDisposition disposition) => ByWord.TryGetValue(word.Trim(), out disposition);

    /// <summary>Whether an extension is one of the dialplan's own.</summary>
    public static bool IsEvent(string extension) => Events.Contains(extension);

    /// <summary>Whether people talk in an application.</summary>
    public static bool IsRoom(string application) => Rooms.Contains(application);
}
