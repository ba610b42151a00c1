namespace Gudok.Portal;

/// <summary>What the pages say of handling and holds.</summary>
internal sealed partial record Texts
{
    /// <summary>Mark of a held call.</summary>
    public required string Held { get; init; }

    /// <summary>Word of a kind.</summary>
    public required string KindEnquiry { get; init; }

    /// <summary>Word of a kind.</summary>
    public required string KindComplaint { get; init; }

    /// <summary>Word of a kind.</summary>
    public required string KindNotification { get; init; }

    /// <summary>Word of a handling.</summary>
    public required string HandlingHandled { get; init; }

    /// <summary>Word of a handling.</summary>
    public required string HandlingInWork { get; init; }

    /// <summary>Word of a handling.</summary>
    public required string HandlingRefused { get; init; }

    /// <summary>Label: the other call.</summary>
    public required string TransferredTo { get; init; }

    /// <summary>Label.</summary>
    public required string Note { get; init; }

    /// <summary>Button.</summary>
    public required string Save { get; init; }

    /// <summary>Heading.</summary>
    public required string AmendHistory { get; init; }

    /// <summary>Empty state.</summary>
    public required string AmendNone { get; init; }

    /// <summary>After saving.</summary>
    public required string AmendDone { get; init; }

    /// <summary>After a conflict.</summary>
    public required string AmendedMeanwhile { get; init; }

    /// <summary>After a mistake.</summary>
    public required string AmendRefused { get; init; }

    /// <summary>Notice.</summary>
    public required string NoteErased { get; init; }

    /// <summary>Opens more filters.</summary>
    public required string MoreFilters { get; init; }
}
