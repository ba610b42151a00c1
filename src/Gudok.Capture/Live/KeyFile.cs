using System.Text;

namespace Gudok.Capture;

/// <summary>Files that hold a key of HEP on their first line.</summary>
internal static class KeyFile
{
    /// <summary>Reads the key.</summary>
    /// <param name="file">The file.</param>
    /// <param name="setting">Where it is named, for the one who reads the fault.</param>
    /// <param name="faultCode">Code of a file that cannot be read.</param>
    /// <exception cref="CaptureException">It cannot be read, or holds no key.</exception>
    public static byte[] Read(string file, string setting, string faultCode)
    {
        try
        {
            var key = File.ReadLines(file).FirstOrDefault("").Trim();
            if (key.Length > 0 && Encoding.UTF8.GetByteCount(key) <= HepOptions.MostKey) return Encoding.UTF8.GetBytes(key);
            throw new CaptureException(faultCode, $"{file} ({setting}): its first line is to hold the key, at most {HepOptions.MostKey} octets");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CaptureException(faultCode, $"{file} ({setting}) cannot be read: {fault.Message}");
        }
    }
}
