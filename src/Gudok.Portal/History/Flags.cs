using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>What a reader must know before trusting a record: icon and sentence.</summary>
internal static class Flags
{
    public static IEnumerable<(string Icon, string Text)> Of(Texts texts, CallView call)
    {
        if (call.StartEstimated) yield return ("estimated", texts.FlagStartEstimated);
        if (call.EndEstimated) yield return ("estimated", texts.FlagEndEstimated);
        else if (!call.Complete && !call.StartEstimated) yield return ("estimated", texts.FlagIncomplete);
        if (call.LossSuspected) yield return ("warning", texts.FlagLoss);
    }
}
