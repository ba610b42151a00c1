namespace Gudok.Testing;

/// <summary>A folder of one test, deleted after it.</summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("gudok-test-").FullName;

    /// <summary>Deletes it with all that is in it.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
