using System.Globalization;
using System.Text;
using QRCoder;

namespace Gudok.Portal;

/// <summary>A QR code as one path of an SVG picture: a unit a module.</summary>
internal static class SheetCode
{
    /// <summary>The path, and how many modules a side has, the quiet zone with it.</summary>
    public static (string Path, int Size) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < code.ModuleMatrix[row].Count; column++)
            {
                if (code.ModuleMatrix[row][column]) path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
            }
        }

        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
