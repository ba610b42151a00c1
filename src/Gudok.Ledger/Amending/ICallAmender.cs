using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>What people add to calls: the way in, and the history of it.</summary>
public interface ICallAmender
{
    /// <summary>Amends a call.</summary>
    /// <param name="id">The call.</param>
    /// <param name="request">What to amend.</param>
    /// <param name="actor">Who does: an account name.</param>
    /// <param name="expectedVersion">The version that the person saw; null to amend whatever stands there.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    ValueTask<AmendAnswer> AmendAsync(RecordId id, AmendRequest request, string actor, int? expectedVersion, CancellationToken cancellationToken);

    /// <summary>Who amended what and when, the first first; null if there is no such call.</summary>
    ValueTask<IReadOnlyList<AmendmentView>?> HistoryAsync(RecordId id, CancellationToken cancellationToken);
}

/// <summary>What a person wants to say of a call. What is left out stays as it is; an empty text, or a priority of 0, takes away.</summary>
public sealed record AmendRequest
{
    /// <summary>The service that the caller turned to.</summary>
    public string? Service { get; init; }

    /// <summary>What it was about.</summary>
    public string? Topic { get; init; }

    /// <summary><c>enquiry</c>, <c>complaint</c> or <c>notification</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the application.</summary>
    public string? Application { get; init; }

    /// <summary>1, the highest, to 9.</summary>
    public int? Priority { get; init; }

    /// <summary><c>handled</c>, <c>inWork</c> or <c>refused</c>.</summary>
    public string? Handling { get; init; }

    /// <summary>Id of the call that this one was passed on to.</summary>
    public string? TransferredTo { get; init; }

    /// <summary>The operator's note.</summary>
    public string? Note { get; init; }
}

/// <summary>What became of it.</summary>
public abstract record AmendAnswer
{
    private AmendAnswer()
    {
    }

    /// <summary>It is durable, or nothing was to be changed.</summary>
    /// <param name="Version">The version at which the call now stands.</param>
    public sealed record Made(int Version) : AmendAnswer;

    /// <summary>Somebody amended the call since it was read.</summary>
    /// <param name="Version">The version at which it stands.</param>
    public sealed record Changed(int Version) : AmendAnswer;

    /// <summary>A member is not what it should be.</summary>
    /// <param name="Member">Its name.</param>
    /// <param name="Form">What it should be.</param>
    public sealed record Wrong(string Member, string Form) : AmendAnswer;

    /// <summary>There is no such call.</summary>
    public sealed record Missing : AmendAnswer;

    /// <summary>The call's term is over: it is gone, or kept as it was under legal hold.</summary>
    public sealed record Over : AmendAnswer;

    /// <summary>A party of the call was erased: nothing may be added about it.</summary>
    public sealed record Erased : AmendAnswer;
}

/// <summary>One amendment, as people read it.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="MadeAt">When; RFC 3339 UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Changes">What was changed, in the order of the members.</param>
public sealed record AmendmentView(int Version, string MadeAt, string Actor, IReadOnlyList<AmendedMember> Changes);

/// <summary>One member that was amended.</summary>
/// <param name="Member">Its name, as in <see cref="AmendRequest"/>.</param>
/// <param name="From">What it was; null for nothing.</param>
/// <param name="To">What it became; null for nothing.</param>
/// <param name="Erased">Whether one of the two was a note that died with a party of the call.</param>
public sealed record AmendedMember(string Member, string? From, string? To, bool? Erased);
