using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Brings the legs of one call together and knows when the call may be given out.</summary>
internal sealed class JoinTable(AssemblyOptions options, Action<ObservedCall, IReadOnlyList<LegReport>> giveOut, StateJournal? journal)
{
    private readonly JoinRule _rule = new(options);
    private readonly DeadlineQueue<JoinGroup> _deadlines = new();
    private readonly Dictionary<(string CallId, string FromTag), JoinGroup> _groups = [];
    private readonly Dictionary<string, List<JoinGroup>> _byName = new(StringComparer.Ordinal);

    /// <summary>Groups held.</summary>
    public int Count => _deadlines.Count;

    /// <summary>Takes notice of a leg that names others.</summary>
    public void Expect(LegReport report)
    {
        if (report.Tokens is not { MayJoin: true }) return;
        Put(report);
    }

    /// <summary>Takes an ended leg.</summary>
    /// <returns>False if it names nobody and nobody names it: it is a call by itself.</returns>
    public bool TryAdd(LegReport report)
    {
        var isKnown = _groups.ContainsKey((report.CallId, report.FromTag));
        if (!isKnown && report.Tokens is not { MayJoin: true } && !IsNamed(report)) return false;
        var group = Put(report);
        group.WaitingSince ??= report.At;
        group.IsSettled = false;
        Consider(group, report.At.Micros, report.IsForced);
        return true;
    }

    /// <summary>Gives out what has waited long enough and forgets what is old.</summary>
    public void Tick(Instant now)
    {
        while (_deadlines.FirstDue(now.Micros) is { } group)
        {
            if (group.IsSettled && group.IsEnded) Forget(group);
            else GiveOut(group, group.Deadline);
        }
    }

    /// <summary>Gives out everything.</summary>
    public void Finish()
    {
        while (_deadlines.First is { } group)
        {
            if (!group.IsSettled) GiveOut(group, group.Deadline);
            Forget(group);
        }
    }

    /// <summary>Takes up a group that was saved.</summary>
    public JoinGroup Restore(StateReader reader)
    {
        var group = new JoinGroup();
        var deadline = reader.ReadLong();
        group.IsSettled = reader.ReadBool();
        group.WaitingSince = reader.ReadOptionalInstant();
        group.Given = CallState.ReadOptional(reader);
        _deadlines.Set(group, deadline);
        foreach (var report in reader.ReadList(() => CallState.ReadReport(reader)))
        {
            group.Members.Add(new JoinMember(report));
            _groups.Add((report.CallId, report.FromTag), group);
            Index(group, report);
        }

        return group;
    }

    private bool IsNamed(LegReport report) => _byName.TryGetValue(report.CallId, out var groups) && IsOfOne(groups, report);

    // Apart, so that a leg that nobody names makes no closure.
    private bool IsOfOne(List<JoinGroup> groups, LegReport report) =>
        groups.Exists(group => group.Members.Exists(member => _rule.AreOneCall(member.Report, report)));

    private JoinGroup Put(LegReport report)
    {
        if (_groups.TryGetValue((report.CallId, report.FromTag), out var group))
        {
            var known = group.Members.Find(member => member.Key == (report.CallId, report.FromTag))!;
            var before = known.Report;
            known.Report = report.WithMessagesOf(before);
            foreach (var name in JoinRule.NamesOf(before)) Unindex(group, name);
        }
        else
        {
            if (_deadlines.Count >= options.OpenGroups) Retire(_deadlines.First!);
            group = new JoinGroup();
            group.Members.Add(new JoinMember(report));
            _groups.Add((report.CallId, report.FromTag), group);
            _deadlines.Set(group, (report.At + options.OpenLimit).Micros);
        }

        Index(group, report);
        group = Unite(group, report);
        journal?.MarkChanged(group);
        return group;
    }

    private void Index(JoinGroup group, LegReport report)
    {
        foreach (var name in JoinRule.NamesOf(report)) Index(group, name);
    }

    private void Index(JoinGroup group, string name)
    {
        if (!_byName.TryGetValue(name, out var groups)) _byName.Add(name, groups = []);
        if (!groups.Contains(group) && groups.Count < options.LegsPerCall) groups.Add(group);
    }

    /// <summary>Unites the group of a leg with those that share a name with it and that the rule allows.</summary>
    private JoinGroup Unite(JoinGroup group, LegReport report)
    {
        foreach (var name in JoinRule.NamesOf(report))
        {
            foreach (var other in _byName[name].ToArray())
            {
                if (ReferenceEquals(other, group) || group.Members.Count + other.Members.Count > options.LegsPerCall) continue;
                if (other.Members.Exists(member => _rule.AreOneCall(member.Report, report))) group = Merge(group, other);
            }
        }

        return group;
    }

    /// <summary>The group that was given out first, else the one that began first, takes the other in.</summary>
    private JoinGroup Merge(JoinGroup one, JoinGroup other)
    {
        var (into, from) = other.Given is not null && one.Given is null ? (other, one) : (one, other);
        foreach (var member in from.Members)
        {
            into.Members.Add(member);
            _groups[member.Key] = into;
        }

        foreach (var name in from.Members.SelectMany(member => JoinRule.NamesOf(member.Report)).Distinct())
        {
            Drop(from, name);
            Index(into, name);
        }

        // Whoever walks over groups of a name meets the emptied one again: without members it is one call with nobody.
        from.Members.Clear();
        if (from.WaitingSince is { } since && (into.WaitingSince is null || since < into.WaitingSince)) into.WaitingSince = since;
        into.IsSettled = false;
        _deadlines.Remove(from);
        journal?.MarkGone(from);
        return into;
    }

    /// <summary>Gives a group out once all its legs are over and none it names is missing; else lets it wait, no longer than the
    /// settings say from the end of its first leg.</summary>
    private void Consider(JoinGroup group, long now, bool isForced)
    {
        if (group.IsEnded && (isForced || !group.HasUnmetReference || group.Given is not null)) GiveOut(group, now);
        else if (group.Given is null) _deadlines.Set(group, Math.Max(now, (group.WaitingSince!.Value + options.JoinWait).Micros));
    }

    private void GiveOut(JoinGroup group, long now)
    {
        var ended = group.Members.FindAll(member => member.IsEnded).ConvertAll(member => member.Report);
        journal?.MarkChanged(group);
        group.IsSettled = true;
        var memory = group.IsEnded ? options.ClosedMemory : options.OpenLimit;
        _deadlines.Set(group, now + memory.InMicros);
        if (ended.Count == 0)
        {
            Forget(group);
            return;
        }

        var call = CallMerge.Merge(ended, group.Given);
        if (group.Given is not null && CallFacts.AreSame(group.Given, call)) return;
        group.Given = call with { Messages = [] };
        giveOut(call, ended);
        foreach (var member in group.Members) member.Report = member.Report.WithoutMessages();
    }

    private void Retire(JoinGroup group)
    {
        if (!group.IsSettled) GiveOut(group, group.Deadline);
        Forget(group);
    }

    private void Forget(JoinGroup group)
    {
        journal?.MarkGone(group);
        _deadlines.Remove(group);
        foreach (var member in group.Members)
        {
            _groups.Remove(member.Key);
            foreach (var name in JoinRule.NamesOf(member.Report)) Drop(group, name);
        }
    }

    /// <summary>Takes away a name that a leg had, unless its group still goes by it.</summary>
    private void Unindex(JoinGroup group, string name)
    {
        if (!group.Members.Exists(member => JoinRule.NamesOf(member.Report).Contains(name))) Drop(group, name);
    }

    private void Drop(JoinGroup group, string name)
    {
        if (!_byName.TryGetValue(name, out var groups)) return;
        groups.Remove(group);
        if (groups.Count == 0) _byName.Remove(name);
    }
}
