namespace Gudok.Ledger;

/// <summary>An erasure that stopped when some parties were gone already, or one was on the erasure list: their act has to be written all the same.</summary>
/// <param name="act">What was done until then. The last of it may be <see cref="ErasureOutcome.Begun"/>; whoever is not in it is in the vault as before.</param>
/// <param name="cause">Why it stopped.</param>
public sealed class ErasureStoppedException(ErasureAct act, Exception cause) : Exception("The erasure stopped part-way.", cause)
{
    /// <summary>What was done until then.</summary>
    public ErasureAct Act { get; } = act;

    /// <summary>The place, from 1, of the number in hand when it stopped: those from here on are to be sent again.</summary>
    public int Place => Act.Parties is [.., { Outcome: ErasureOutcome.Begun } begun] ? begun.Place : Act.Parties.Count + 1;
}
