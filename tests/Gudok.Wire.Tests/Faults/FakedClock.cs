using System.Runtime.InteropServices;

namespace Gudok.Wire.Tests;

/// <summary>The library of Debian's package <c>faketime</c>, which gives a program another clock.</summary>
internal static class FakedClock
{
    /// <summary>Its path; fails the test where it is not installed.</summary>
    public static string Library { get; } = Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .FirstOrDefault() ?? throw new FileNotFoundException($"Not installed for {RuntimeInformation.OSArchitecture}: apt-get install faketime");
}
