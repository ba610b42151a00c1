using Gudok.Calls;

namespace Gudok.Ledger;

/// <summary>Adds to a record what another system tells of its call after it was written.</summary>
public interface IRecordTags
{
    /// <summary>Adds tags to a record as a correction; durable when it returns.</summary>
    /// <param name="id">Whose record.</param>
    /// <param name="told">What is told; a member that is null says nothing.</param>
    /// <param name="before">What the same system told before: that alone is replaced, whatever else the record holds stays.</param>
    /// <param name="cancellationToken">Cancels before anything is written.</param>
    ValueTask<TagsOutcome> AddAsync(RecordId id, CallTags told, CallTags before, CancellationToken cancellationToken);
}

/// <summary>What became of tags that were to be added.</summary>
public enum TagsOutcome
{
    /// <summary>The record was corrected.</summary>
    Corrected,

    /// <summary>The record holds something in all these places already.</summary>
    Unchanged,

    /// <summary>There is no such record any more, or a party of it was erased: nothing may be added about it.</summary>
    Gone,
}
