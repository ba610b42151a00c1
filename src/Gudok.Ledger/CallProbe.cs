using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>A question: is this call recorded?</summary>
/// <param name="Key">The call's key.</param>
/// <param name="Start">Its start.</param>
/// <param name="SeekOpenBefore">Whether a record that lacks its end and started up to eight days before counts too: for a call known by
/// its BYE only.</param>
public readonly record struct CallProbe(CallKey Key, Instant Start, bool SeekOpenBefore = false)
{
    /// <summary>The class of retention that the call would get: on a day that this class has dropped it was recorded and has had its term.</summary>
    public int Class { get; init; }
}

/// <summary>The record that answers a probe.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsComplete">Whether beginning and end are in it.</param>
public sealed record KnownRecord(RecordId Id, bool IsComplete);
