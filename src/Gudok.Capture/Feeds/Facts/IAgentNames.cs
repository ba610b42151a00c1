using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Tells whose account stands behind what a PBX calls an agent.</summary>
public interface IAgentNames
{
    /// <summary>The account's name; null if nobody is known by it.</summary>
    /// <param name="agent">A name, taken as it is, or an extension.</param>
    /// <param name="at">When the call began: extensions change hands.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask<string?> NameAsync(string agent, Instant at, CancellationToken cancellationToken);
}
