namespace Plenum.Rtc.Tests;

public sealed class PrefetchTests
{
    [Fact]
    public void Asking_for_memory_changes_nothing_and_never_faults()
    {
        var bytes = new byte[] { 1, 2, 3 };

        Prefetch.Object(null, 100);
        Prefetch.Object(bytes, 100);
        Prefetch.At(ref bytes[2], 100);
        Prefetch.At(ref System.Runtime.CompilerServices.Unsafe.NullRef<byte>());

        Assert.Equal([1, 2, 3], bytes);
    }
}
