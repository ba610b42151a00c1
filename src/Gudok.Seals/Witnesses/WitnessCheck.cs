namespace Gudok.Seals;

/// <summary>Holds a chain against what a witness kept of it: the only way to see that it was rolled back, or signed anew by someone who
/// holds the key.</summary>
/// <param name="store">The chain, whose own heads were checked before.</param>
/// <param name="key">The key that signs it.</param>
public sealed class WitnessCheck(IHeadStore store, HeadKey key)
{
    private const int Chunk = 4096;
    private const string Opening = HeadLine.Format + " ";

    /// <summary>Compares all heads found in lines of text: a witness's file, or a syslog server's with its own words before each.</summary>
    /// <param name="witness">The lines.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    public async ValueTask<WitnessFinding> RunAsync(TextReader witness, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(witness);
        var chain = await HashesAsync(cancellationToken).ConfigureAwait(false);
        long compared = 0, greatest = 0;
        for (var number = 1L; await witness.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (Find(line) is not { } head) continue;
            compared++;
            greatest = Math.Max(greatest, head.Number);
            if (Fault(head, chain, number) is { } text) return new WitnessFinding(compared, 0, head, text);
        }

        return compared == 0
            ? new WitnessFinding(0, chain.Count, null, "The witness holds no head.")
            : new WitnessFinding(compared, chain.Count - greatest, null, "");
    }

    private static SignedHead? Find(string line)
    {
        var at = line.IndexOf(Opening, StringComparison.Ordinal);
        return at >= 0 && SignedHead.TryParse(line[at..].TrimEnd(), out var head) ? head : null;
    }

    private string? Fault(SignedHead head, List<string> chain, long line)
    {
        if (!key.HasSigned(head)) return $"Line {line} of the witness holds a head that this installation's key did not sign.";
        if (head.Number > chain.Count)
        {
            return $"The witness was given head {head.Number} on {head.SignedAt:yyyy-MM-dd HH:mm} UTC, and the chain ends with head {chain.Count}: the ledger was rolled back.";
        }

        return chain[(int)head.Number - 1] == head.Hash
            ? null
            : $"Head {head.Number} is another one than the witness was given on {head.SignedAt:yyyy-MM-dd HH:mm} UTC: the ledger was rolled back and signed anew.";
    }

    private async ValueTask<List<string>> HashesAsync(CancellationToken cancellationToken)
    {
        var hashes = new List<string>();
        while (true)
        {
            var lines = await store.ReadAsync(hashes.Count + 1, Chunk, cancellationToken).ConfigureAwait(false);
            foreach (var line in lines) hashes.Add(SignedHead.TryParse(line, out var head) ? head.Hash : "");
            if (lines.Count < Chunk) return hashes;
        }
    }
}
