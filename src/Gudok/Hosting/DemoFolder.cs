namespace Gudok;

/// <summary>Tells the folders that <c>gudok demo</c> made from all others: its invented people and open doors have no place on a real ledger, and a real
/// portal none on theirs.</summary>
internal static class DemoFolder
{
    /// <summary>The demo was to run on a folder that it did not make, or a server on one that it did.</summary>
    public const string Mixed = "GDK-9012";

    /// <summary>The file that says so.</summary>
    public const string MarkName = "made-by-demo";

    private const string Said = "gudok demo made this folder: people and calls in it are invented, its keys lie beside it, and anybody at the machine may sign in.\n";

    /// <summary>Whether the demo made a folder.</summary>
    public static bool Is(string path) => File.Exists(Path.Combine(path, MarkName));

    /// <summary>Whether there is nothing at a path that the demo could do harm to.</summary>
    public static bool IsFree(string path) => !Path.Exists(path) || (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any());

    /// <summary>Marks a folder before anything else is written there; makes it.</summary>
    public static Task MarkAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        return File.WriteAllTextAsync(Path.Combine(path, MarkName), Said, cancellationToken);
    }
}
