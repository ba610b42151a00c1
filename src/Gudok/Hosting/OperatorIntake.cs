using System.Data.Common;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Capture;
using Gudok.Ledger;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok;

/// <summary>Writes on each call whose it was: the operator who had the extension that took or made it on that day, and the department of that operator's teams.</summary>
/// <remarks>A call that comes with its operator or department keeps it. The department is that of the day of recording: of teams nobody keeps what was before. Extensions count in the realm without a name: of several PBXs with the same
/// extensions nobody could tell whose they are. That a call is recorded matters more than whose it was: if the accounts cannot be read,
/// it is recorded as it came, and that is told.</remarks>
internal sealed partial class OperatorIntake(ICallIntake inner, PeopleDesk people, string zone, TimeProvider clock) : ICallIntake, IAgentNames
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);
    // An import into a folder without accounts asks for no zone.
    private readonly Lazy<TimeZoneInfo> _zone = new(() => TimeZoneInfo.FindSystemTimeZoneById(zone));
    private long _failures;
    private long _toldAt = long.MinValue;

    /// <summary>Batches that were recorded without operators because the accounts could not be read.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Told of what goes wrong; nobody until it is set.</summary>
    public ILogger? Logger { get; set; }

    /// <inheritdoc />
    public async ValueTask<IntakeReport> RecordAsync(IReadOnlyList<ObservedCall> calls, CancellationToken cancellationToken)
    {
        var book = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return await inner.RecordAsync(book is null || book.IsEmpty ? calls : [.. calls.Select(call => WithDepartment(WithOperator(call, book), book))], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    /// <remarks>What has a letter is a name, and taken as it is.</remarks>
    public async ValueTask<string?> NameAsync(string agent, Instant at, CancellationToken cancellationToken)
    {
        if (!agent.All(char.IsAsciiDigit)) return agent;
        var book = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return PhoneNumber.TryCreate(PartyKind.Internal, agent, out var extension) ? book?.OperatorOf(extension, DayOf(at)) : null;
    }

    /// <summary>The department of an operator's teams; null if they have none, several, or the accounts cannot be read.</summary>
    public async ValueTask<string?> DepartmentAsync(string operatorName, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false))?.DepartmentOf(operatorName);

    private async ValueTask<ExtensionBook?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await people.ExtensionsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AccessException or DbException or IOException)
        {
            Interlocked.Increment(ref _failures);
            var now = clock.GetTimestamp();
            var before = Interlocked.Read(ref _toldAt);
            if (before != long.MinValue && clock.GetElapsedTime(before, now) < TellEvery) return null;
            Interlocked.Exchange(ref _toldAt, now);
            if (Logger is { } logger) LogUnread(logger, AccessFaults.NoExtensions, fault.Message);
            return null;
        }
    }

    private static ObservedCall WithDepartment(ObservedCall call, ExtensionBook book) =>
        call.Tags is { Department: null, Operator: { } name } && book.DepartmentOf(name) is { } department ? call with { Tags = call.Tags with { Department = department } } : call;

    private ObservedCall WithOperator(ObservedCall call, ExtensionBook book)
    {
        if (call.Tags.Operator is not null) return call;
        var (first, second) = call.Direction == CallDirection.Outbound ? (call.Caller, call.Callee) : (call.Callee, call.Caller);
        return (OperatorOf(first, call, book) ?? OperatorOf(second, call, book)) is { } name ? call with { Tags = call.Tags with { Operator = name } } : call;
    }

    private string? OperatorOf(Party party, ObservedCall call, ExtensionBook book)
    {
        if (party.Kind != PartyKind.Internal || party.Scope.Length > 0 || party.Text.Length > 0) return null;
        return book.OperatorOf(party.Number, DayOf(call.StartedAt));
    }

    private DateOnly DayOf(Instant moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), _zone.Value).DateTime);

    [LoggerMessage(7007, LogLevel.Warning, "{Code}: whose extension is whose could not be read, and calls are recorded without their operator: {Fault}")]
    private static partial void LogUnread(ILogger logger, string code, string fault);
}
