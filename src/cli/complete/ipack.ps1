# Completion of ipack in PowerShell. Each line of the answer is a word as PowerShell reads it, quoted by ipack.
Register-ArgumentCompleter -Native -CommandName ipack -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    }
    $env:IPACK_COMPLETE = 'powershell'
    $env:IPACK_WORDS = (@($before) + $wordToComplete) -join "`n"
    try {
        & (Get-Command -CommandType Application ipack)[0] 2> $null | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
        }
    } finally {
        Remove-Item Env:IPACK_COMPLETE, Env:IPACK_WORDS
    }
}
