using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Plenum.AspNetCore.Access;

/// <summary>Strings of parsed JSON, for which the reader throws where half a surrogate pair was escaped.</summary>
internal static class Utf16
{
    public static bool TryGetString(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
