using System.Text;

namespace Gudok.Calls;

/// <summary>Reads lines of JSON as <c>POST /api/v1/calls</c> takes them: the same schema, the same identity.</summary>
internal sealed class PostedLineReader(PostedCallReader reader) : IRowReader
{
    /// <inheritdoc />
    public CallRow? Row { get; private set; }

    /// <inheritdoc />
    public LineFault? Fault { get; private set; }

    /// <inheritdoc />
    public IReadOnlyList<string> Keys => [];

    /// <inheritdoc />
    public RowOutcome Read(string text)
    {
        if (reader.TryRead(Encoding.UTF8.GetBytes(text), out var call, out var fault))
        {
            Fault = null;
            Row = new CallRow { Keys = [], SessionId = call.SessionId, Call = call };
            return RowOutcome.Row;
        }

        Fault = new LineFault(PostedFault.Code, fault.Member, fault.Reason);
        return RowOutcome.Refused;
    }
}
