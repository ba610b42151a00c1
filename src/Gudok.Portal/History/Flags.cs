using Gudok.Calls;

namespace Gudok.Portal;

/// <summary>What a reader must know before trusting a record: icon and sentence.</summary>
internal static class Flags
{
    public static IEnumerable<(string Icon, string Text)> Of(Texts texts, CallView call)
    {
        if (call.Held == true) yield return ("hold", texts.Held);
        foreach (var flag in Of(texts, call.Complete, call.StartEstimated, call.EndEstimated, call.LossSuspected)) yield return flag;
    }

    public static IEnumerable<(string Icon, string Text)> Of(Texts texts, bool isComplete, bool isStartEstimated, bool isEndEstimated, bool isLossSuspected)
    {
        if (isStartEstimated) yield return ("estimated", texts.FlagStartEstimated);
        if (isEndEstimated) yield return ("estimated", texts.FlagEndEstimated);
        else if (!isComplete && !isStartEstimated) yield return ("estimated", texts.FlagIncomplete);
        if (isLossSuspected) yield return ("warning", texts.FlagLoss);
    }
}
