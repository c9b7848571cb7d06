namespace System.Runtime.CompilerServices;

/// <summary>Lets this old framework have records.</summary>
internal static class IsExternalInit;
