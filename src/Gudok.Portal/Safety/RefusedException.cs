using Gudok.Access;

namespace Gudok.Portal;

/// <summary>The policy refused an act in the midst of a request; the gate in front answers.</summary>
/// <param name="refused">What and why.</param>
/// <param name="objects">What it was to be done to.</param>
internal sealed class RefusedException(Decision.Refused refused, IReadOnlyList<string> objects) : Exception(refused.Help)
{
    public Decision.Refused Refused { get; } = refused;

    public IReadOnlyList<string> Objects { get; } = objects;

    /// <summary>Whether the journal has it already.</summary>
    public bool IsNoted { get; init; }
}
