namespace Gudok.Ledger;

/// <summary>Adds up what several checks side by side have done, and tells it one at a time.</summary>
internal sealed class SharedProgress(IProgress<VerifyProgress>? progress) : IProgress<VerifyProgress>
{
    private readonly Lock _lock = new();
    private long _records;

    public void Report(VerifyProgress value)
    {
        lock (_lock) progress?.Report(value with { Records = _records += value.Records });
    }
}
