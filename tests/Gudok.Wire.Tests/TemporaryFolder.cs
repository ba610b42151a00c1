namespace Gudok.Wire.Tests;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gudok-wire-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
