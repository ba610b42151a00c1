using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>Tells the files of other systems' records from captures, by what stands in them.</summary>
public static class RecordFiles
{
    /// <summary>The format of a file, packed or not; null if it is none that can be told, or cannot be read.</summary>
    public static RecordFormat? Detect(string path) => TryReadHead(path, out var head) ? RecordDetector.Detect(head) : null;

    /// <summary>Whether a file is text, so that a map may describe it.</summary>
    public static bool IsText(string path) => TryReadHead(path, out var head) && RecordDetector.IsText(head);

    private static bool TryReadHead(string path, out byte[] head)
    {
        try
        {
            head = PackedFile.Head(path, RecordDetector.HeadBytes);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Whoever reads the file next says what is wrong with it, by its name.
            head = [];
            return false;
        }
    }
}
