namespace Plenum.Fuzz.Targets;

/// <summary>Reads an input as steps: one byte of operation, two of length, the argument. Bounded.</summary>
internal ref struct FuzzScript(ReadOnlySpan<byte> input)
{
    private const int MaxSteps = 64;

    private ReadOnlySpan<byte> _rest = input;
    private int _steps;

    public FuzzStep Current { get; private set; }

    /// <summary>Writes a script.</summary>
    public static byte[] Of(IEnumerable<(byte Operation, byte[] Argument)> steps) =>
        [.. steps.SelectMany(step => (byte[])
            [step.Operation, (byte)(step.Argument.Length >> 8), (byte)step.Argument.Length, .. step.Argument])];

    public readonly FuzzScript GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < 3 || ++_steps > MaxSteps)
            return false;
        var length = Math.Min((_rest[1] << 8) | _rest[2], _rest.Length - 3);
        Current = new FuzzStep(_rest[0], _rest.Slice(3, length));
        _rest = _rest[(3 + length)..];
        return true;
    }
}
