namespace Gudok.Testing;

/// <summary>Where the repository lies, found from the running test upwards.</summary>
public static class RepositoryFolder
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Gudok.slnx"))) return folder;
        }

        throw new InvalidOperationException("The tests run outside their repository.");
    }
}
