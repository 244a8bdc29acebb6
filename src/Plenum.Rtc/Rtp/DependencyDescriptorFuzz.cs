namespace Plenum.Rtc.Rtp;

/// <summary>Drives the dependency descriptor's reader and writer over arbitrary bytes.</summary>
internal static class DependencyDescriptorFuzz
{
    /// <summary>
    /// Reads the bytes as a row of descriptors, each behind a byte with its length, and writes back what was understood.
    /// Must neither throw nor run long.
    /// </summary>
    public static void Run(ReadOnlySpan<byte> bytes)
    {
        var parser = new DependencyDescriptorParser();
        Span<byte> written = stackalloc byte[256];
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes[0], bytes.Length - 1);
            if (parser.TryParse(bytes.Slice(1, length)))
                DependencyDescriptorWriter.Write(parser.Descriptor, parser.Structure!, 1, 1, written);
            bytes = bytes[(1 + length)..];
        }
    }
}
