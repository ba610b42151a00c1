using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>Ends terms: drops what classes have of days whose records have had theirs, and forgets parties that stand in no call any more.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="vault">The vault.</param>
/// <param name="intake">Stands still while parties are forgotten, so that none of them enters a call just then.</param>
/// <param name="clock">Tells the day.</param>
public sealed class RecordRetention(IRetainingLedger ledger, IPartyVault vault, CallIntake intake, TimeProvider clock)
{
    /// <summary>The name of a class.</summary>
    public string NameOf(int retentionClass) => ledger.Classes.First(one => one.Number == retentionClass).Terms.Name;

    /// <summary>Until when a call is kept if no hold covers it, and by which class; null if there is no such call.</summary>
    public async ValueTask<(RetentionClass Class, DateOnly GoesOn)?> TermAsync(RecordId call, CancellationToken cancellationToken)
    {
        if (await ledger.ClassOfAsync(call, cancellationToken).ConfigureAwait(false) is not { } number) return null;
        var classes = Classes();
        return (classes[number], GoesOn(new DayPart(KnownRule.DayOf(call), number), classes));
    }

    /// <summary>What stays of what was dropped, the day last dropped first.</summary>
    public async ValueTask<IReadOnlyList<(RetentionClass Class, DropStatement Statement)>> DroppedAsync(CancellationToken cancellationToken)
    {
        var classes = Classes();
        var drops = await ledger.DropStatementsAsync(cancellationToken).ConfigureAwait(false);
        return [.. drops.OrderByDescending(drop => drop.DroppedAt).ThenByDescending(drop => drop.Part).Select(drop => (classes[drop.Class], drop))];
    }

    /// <summary>What each class has, what of it is held, and what would go when.</summary>
    public async ValueTask<RetentionPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var items = await ItemsAsync(cancellationToken).ConfigureAwait(false);
        var held = await new HeldCount(ledger, clock).OfClassesAsync(cancellationToken).ConfigureAwait(false);
        return new RetentionPlan(
            [
                .. ledger.Classes.Select(one =>
                {
                    RetentionItem[] own = [.. items.Where(item => item.Class.Number == one.Number)];
                    return new ClassPlan(one, own.Length, own.Sum(item => item.Records), own.Select(item => (DateOnly?)item.GoesOn).Min(), own.Select(item => item.MessagesGoOn).Min(), held.GetValueOrDefault(one.Number));
                }),
            ],
            items);
    }

    /// <summary>Drops what is due. What is damaged stays with what needs it, keeps nothing else waiting, and is told in the report.</summary>
    public async ValueTask<RetentionReport> RunAsync(CancellationToken cancellationToken)
    {
        var today = Instant.Now(clock).UtcDay;
        var run = new RetentionRun(ledger, new PartyForgetting(ledger, vault, intake, clock), part => GoesOn(part, Classes()) <= today);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<RetentionItem>> ItemsAsync(CancellationToken cancellationToken)
    {
        var today = Instant.Now(clock).UtcDay;
        var days = await ledger.DaysAsync(cancellationToken).ConfigureAwait(false);
        var classes = Classes();
        var dropping = new DueParts(days, part => GoesOn(part, classes) <= today).Parts;
        var items = new List<RetentionItem>();
        foreach (var day in days)
        {
            var one = classes[day.Class];
            var goesOn = GoesOn(day.Part, classes);
            DateOnly? messagesGoOn = day.HasMessages ? day.Day.AddDays(one.Terms.MessageDays + 1) : null;
            items.Add(new RetentionItem(one, day.Day, day.Records, goesOn, goesOn <= today, goesOn <= today && !dropping.Contains(day.Part), messagesGoOn));
        }

        return items;
    }

    private static DateOnly GoesOn(DayPart part, Dictionary<int, RetentionClass> classes) => part.Day.AddDays(classes[part.Class].Terms.RecordDays + 1);

    private Dictionary<int, RetentionClass> Classes() => ledger.Classes.ToDictionary(one => one.Number);
}
