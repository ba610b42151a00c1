namespace Gudok.Calls;

/// <summary>What people said of a call after it was recorded. A member that is null was not amended; an empty text, a priority of 0, a
/// default id or an empty note says that it was amended to nothing.</summary>
public sealed record AmendedValues
{
    /// <summary>The service that the caller turned to.</summary>
    public string? Service { get; init; }

    /// <summary>What it was about.</summary>
    public string? Topic { get; init; }

    /// <summary><c>enquiry</c>, <c>complaint</c> or <c>notification</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of the application (заявка).</summary>
    public string? Application { get; init; }

    /// <summary>Priority, 1 the highest to 9; 0 for none.</summary>
    public int? Priority { get; init; }

    /// <summary><c>handled</c>, <c>inWork</c> or <c>refused</c>.</summary>
    public string? Handling { get; init; }

    /// <summary>The call that this one was passed on to.</summary>
    public RecordId? TransferredTo { get; init; }

    /// <summary>The operator's note, sealed under the keys of the call's parties.</summary>
    public SealedNote? Note { get; init; }

    /// <summary>Whether nothing is amended.</summary>
    public bool IsEmpty => this == new AmendedValues();

    /// <summary>These values and later ones: the last one made wins, member by member.</summary>
    public AmendedValues Then(AmendedValues later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new AmendedValues
        {
            Service = later.Service ?? Service,
            Topic = later.Topic ?? Topic,
            Kind = later.Kind ?? Kind,
            Application = later.Application ?? Application,
            Priority = later.Priority ?? Priority,
            Handling = later.Handling ?? Handling,
            TransferredTo = later.TransferredTo ?? TransferredTo,
            Note = later.Note ?? Note,
        };
    }
}
