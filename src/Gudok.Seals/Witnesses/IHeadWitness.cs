namespace Gudok.Seals;

/// <summary>Somebody outside the data folder who is given each head.</summary>
public interface IHeadWitness : IDisposable
{
    /// <summary>How it is configured: names it in the settings, in metrics and in heads.db.</summary>
    string Name { get; }

    /// <summary>Gives heads, in order. When it returns, the witness took them as far as it can say so.</summary>
    /// <param name="lines">The lines of the heads.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="IOException">It did not take them, or not all.</exception>
    ValueTask GiveAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken);
}
