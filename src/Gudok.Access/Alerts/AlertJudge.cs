namespace Gudok.Access;

/// <summary>Holds entries against the rules, in the order of the journal. One thread at a time.</summary>
/// <param name="rules">The rules.</param>
/// <param name="isNewAddress">Whether the journal had seen the actor of an entry before it, but never from its address.</param>
internal sealed class AlertJudge(AlertRules rules, Func<KeptEntry, bool> isNewAddress)
{
    private const int MostCounts = 20_000;
    private const int MostGaps = 20;
    private const string MoreGaps = "more of the journal does not hold what was signed or written; run gudok verify";
    private readonly Dictionary<(string Rule, string Actor), SlidingCount> _counts = [];
    private readonly HashSet<(string Actor, string Address)> _seen = [];

    /// <summary>The alerts that an entry raises.</summary>
    public IReadOnlyList<RaisedAlert> Judge(KeptEntry kept)
    {
        if (kept.Entry.Act == RaisedAlert.ActName) return [];
        List<RaisedAlert>? raised = null;
        var fitting = rules.Rules.Where(rule => rule.Fits(kept, rules.Hours)).ToList();
        // Asked before anything is counted: the journal may not answer, and then the entry is judged again as a whole.
        var isNew = fitting.Exists(rule => rule.Only == AlertOnly.NewAddress) && IsNew(kept);
        foreach (var rule in fitting)
        {
            if (rule.Only == AlertOnly.NewAddress && !isNew) continue;
            if (CountOf(rule, kept.Entry.Actor.Id).Take(kept.At, rule, out var count)) (raised ??= []).Add(new RaisedAlert(rule, kept, count));
        }

        return raised ?? [];
    }

    /// <summary>The alerts of a journal that no longer holds what was signed of it: each fault for itself, so that one does not hide the next. Of very many the rest is told as one.</summary>
    public IReadOnlyList<RaisedAlert> JudgeGap(DateTimeOffset now, string fault)
    {
        List<RaisedAlert>? raised = null;
        foreach (var rule in rules.Rules.Where(rule => rule.Only == AlertOnly.JournalGap))
        {
            var others = _counts.Count(one => one.Key.Rule == rule.Name && one.Key.Actor != fault && (now - one.Value.Last).Duration() < rule.Within);
            var told = others < MostGaps ? fault : MoreGaps;
            if (CountOf(rule, told).Take(now, rule, out _)) (raised ??= []).Add(new RaisedAlert(rule, null, 1, told));
        }

        return raised ?? [];
    }

    private bool IsNew(KeptEntry kept)
    {
        if (kept.Entry.Actor.Address is not { } address) return false;
        if (_seen.Count >= MostCounts) _seen.Clear();
        // What is remembered needs no look into the journal: nearly every entry.
        if (_seen.Contains((kept.Entry.Actor.Id, address))) return false;
        var isNew = isNewAddress(kept);
        _seen.Add((kept.Entry.Actor.Id, address));
        return isNew;
    }

    private SlidingCount CountOf(AlertRule rule, string actor)
    {
        if (_counts.TryGetValue((rule.Name, actor), out var count)) return count;
        if (_counts.Count >= MostCounts)
        {
            foreach (var rested in _counts.OrderBy(one => one.Value.Last).Take(MostCounts / 10).Select(one => one.Key).ToList()) _counts.Remove(rested);
        }

        return _counts[(rule.Name, actor)] = new SlidingCount();
    }
}
