namespace Gudok.Numbers.Tests.Oracle;

/// <summary>Where the sources lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Gudok.slnx"))) return at.FullName;
        }

        throw new DirectoryNotFoundException("No Gudok.slnx above the tests.");
    }
}
