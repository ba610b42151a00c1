using Gudok.Calls;
using Gudok.Ledger;

namespace Gudok;

/// <summary>Adds the department of an operator who becomes known only after the call was recorded.</summary>
/// <param name="inner">Adds tags to records.</param>
/// <param name="operators">Knows their departments.</param>
internal sealed class DepartmentTags(IRecordTags inner, OperatorIntake operators) : IRecordTags
{
    /// <inheritdoc />
    public async ValueTask<TagsOutcome> AddAsync(RecordId id, CallTags told, CallTags before, CancellationToken cancellationToken)
    {
        if (told is { Operator: { } name, Department: null } && name != before.Operator)
            told = told with { Department = await operators.DepartmentAsync(name, cancellationToken).ConfigureAwait(false) };
        return await inner.AddAsync(id, told, before, cancellationToken).ConfigureAwait(false);
    }
}
